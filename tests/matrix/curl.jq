# A configuration of curl that sends every request of cases.jq in turn and
# writes body, RS, status, type, headers to watch, GS for each.
#
# --argjson have; --argjson token: the session of each account; --arg dir:
# where the files of broken text are.

def option($name; $value): "\($name) = \($value | tojson)";

.[] | . as $case
| option("url"; $have.url + .path
	+ (if (.query // "") == "" then "" else "?" + .query end)),
  option("request"; .method),
  option("header"; (if .method == "GET" then empty
	else "Content-Type: application/json",
	  (.origin // $have.url | select(length > 0) | "Origin: " + .) end),
	(.headers // [] | .[])),
  (.who | select(length > 0) | option("cookie"; "ggzy=" + $token[.])),
  (.body | strings | option("data-raw"; .)),
  (.file | strings | option("data-binary"; "@\($dir)/\(.)")),
  "silent", "globoff", "path-as-is", "http1.1", "max-time = 30",
  "write-out = \"\u001e%{http_code}\u001e%{content_type}\u001e%header{x-injected}\u001e%header{allow}\u001d\"",
  "next"
