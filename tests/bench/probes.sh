# The bounds: started in $dir/probe by supervisord, ended by its pid.

probe_port=30200
probe=$dir/probe

probes_start() {
	mkdir -p "$probe/www/notices" "$probe/tmp"
	fpm=$(ls /usr/sbin/php-fpm* 2>/dev/null | head -n 1)
	hello=$GGZY_BUILD/tests/bench/hello
	run=$var/run
	cat >"$probe/nginx.conf" <<END
daemon off;
$(test "$(id -u)" != 0 || echo 'user root;')
worker_processes 2;
pid $probe/nginx.pid;
error_log $probe/nginx.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $probe/tmp/b; proxy_temp_path $probe/tmp/p;
  fastcgi_temp_path $probe/tmp/f; uwsgi_temp_path $probe/tmp/u; scgi_temp_path $probe/tmp/s;
  upstream hello { server unix:$probe/hello.sock; }
  upstream reads { server unix:$run/service-read.sock; }
  upstream php { server unix:$probe/php.sock; }
  server {
    listen 127.0.0.1:$probe_port;
    root $probe/www;
    location = /hello { include $var/conf/nginx/fastcgi_params; fastcgi_pass hello; }
    location /api/service/ { include $var/conf/nginx/fastcgi_params; fastcgi_pass reads; }
    location /php/ {
      include $var/conf/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $bench/notice.php;
      fastcgi_pass php;
    }
  }
}
END
	cat >"$probe/fpm.conf" <<END
[global]
error_log = $probe/fpm.log
daemonize = no
[www]
user = root
group = root
listen = $probe/php.sock
pm = static
pm.max_children = 4
env[BENCH_SOCKET] = $sock
env[BENCH_SQL] = "$(statement service NOTICE_GET)"
env[BENCH_PASSWORD] = $(cat "$var/secrets/ggzy_service.db" 2>/dev/null)
END
	cat >"$probe/supervisord.conf" <<END
[supervisord]
logfile = $probe/supervisord.log
pidfile = $probe/supervisord.pid
childlogdir = $probe
[fcgi-program:hello]
command = $hello
socket = unix://$probe/hello.sock
process_name = %(program_name)s_%(process_num)d
numprocs = 4
socket_backlog = 1024
startsecs = 0
[program:php]
command = $fpm --nodaemonize --allow-to-run-as-root --fpm-config $probe/fpm.conf
[program:nginx]
command = nginx -c $probe/nginx.conf -e $probe/nginx.log
END
	supervisord -c "$probe/supervisord.conf"
	for _ in $(seq 100); do
		curl -sf -o /dev/null "http://127.0.0.1:$probe_port/hello" && break
		sleep 0.1
	done
	query "$(cat "$bench/receipt.sql")"
}

probes_stop() {
	pid=$(cat "$probe/supervisord.pid" 2>/dev/null) || return 0
	kill "$pid" 2>/dev/null || return 0
	for _ in $(seq 100); do
		kill -0 "$pid" 2>/dev/null || return 0
		sleep 0.1
	done
}

# FILE NAME: a statement of db/queries on one line.
statement() {
	awk -v name="-- $2" '/^-- [A-Z]/ { on = $1 " " $2 == name; next }
		on { sub(/;$/, ""); printf "%s ", $0 }' "$top/db/queries/$1.sql"
}

query() { mariadb --no-defaults -S "$sock" -uroot -N -e "$1"; }

rows_load() {
	mkdir "$dir/rows"
	"$GGZY_BUILD/tests/bench/rows" "$BENCH_ROWS" "$dir/rows"
	query "SET unique_checks = 0, foreign_key_checks = 0, sql_log_bin = 0;
	  LOAD DATA INFILE '$dir/rows/notice.tsv' INTO TABLE ggzy_service.notice
	    CHARACTER SET utf8mb4 (id, pos, domain, class, type, national_stage,
	    title, body, region, publish_at, source, source_id, version, digest,
	    created_at);"
	mroonga_load &
	query "SET unique_checks = 0, foreign_key_checks = 0, sql_log_bin = 0;
	  LOAD DATA INFILE '$dir/rows/posting.tsv' INTO TABLE ggzy_service.posting (g, pos);
	  LOAD DATA INFILE '$dir/rows/count.tsv' INTO TABLE ggzy_service.gram_count (g, n);
	  ANALYZE TABLE ggzy_service.notice, ggzy_service.posting;" >/dev/null
	wait $! || say "no Mroonga here: goal 8 is measured without its bound"
	rm -rf "$dir/rows"
}

# Its index is built at the end: many times faster, and denser.
mroonga_load() {
	query "INSTALL SONAME 'ha_mroonga'" 2>/dev/null &&
		query "SET sql_log_bin = 0;
	  CREATE TABLE bench.m (id BIGINT PRIMARY KEY, pos BIGINT, title TEXT, body TEXT,
	    KEY (pos)) ENGINE=Mroonga DEFAULT CHARSET=utf8mb4;
	  INSERT INTO bench.m SELECT id, pos, title, body FROM ggzy_service.notice;
	  ALTER TABLE bench.m ADD FULLTEXT KEY (title, body);" >/dev/null
}
