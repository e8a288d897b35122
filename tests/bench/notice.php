<?php
// The same read as /api/service/notices/:id, by php-fpm and mysqli.
$db = new mysqli('p:localhost', 'ggzy_service', getenv('BENCH_PASSWORD'),
    'ggzy_service', 0, getenv('BENCH_SOCKET'));
$id = (int)basename($_SERVER['REQUEST_URI']);
$st = $db->prepare('SELECT id, domain, class, type, title, body, region,
  publish_at, project_code, owner_name, due_at, amount_fen, facts, source,
  source_id, source_url, version, digest FROM notice WHERE id = ?');
$st->bind_param('i', $id);
$st->execute();
header('Content-Type: application/json');
echo json_encode($st->get_result()->fetch_assoc(), JSON_UNESCAPED_UNICODE);
