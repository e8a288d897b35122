<?php
// The same read as /api/service/notices/:id by the same statement, by php-fpm
// and mysqli.
$db = new mysqli('p:localhost', 'ggzy_service', getenv('BENCH_PASSWORD'),
    'ggzy_service', 0, getenv('BENCH_SOCKET'));
$id = (int)basename($_SERVER['REQUEST_URI']);
$st = $db->prepare(getenv('BENCH_SQL'));
$st->bind_param('i', $id);
$st->execute();
header('Content-Type: application/json');
echo json_encode($st->get_result()->fetch_assoc(), JSON_UNESCAPED_UNICODE);
