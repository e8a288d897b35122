# Sourced after lib.sh by tests that bring new people and organisations.
#
#   new_credit_code		a good one that nobody has, in $code
#   new_resident_id		the same of a person, in $resident
#   register LOGIN		a subject of its own with this account
#   administrator		logs in as the security administrator of the test
#   grant LOGIN ROLE REGION	as that administrator; LOGIN must log in anew
#
# Every account has the password $password.

password='Lhasa-3650m!'

new_credit_code() {
	code=$(od -An -N4 -tu4 /dev/urandom | awk '{
		org = sprintf("%08d", $1 % 100000000)
		split("3 7 9 10 5 8 4 2", w)
		for (i = 1; i <= 8; i++)
			sum += substr(org, i, 1) * w[i]
		c = 11 - sum % 11
		org = org (c == 10 ? "X" : c % 11)
		abc = "0123456789ABCDEFGHJKLMNPQRTUWXY"
		code = "91540000" org
		for (i = 0; i < 17; i++) {
			k = i ? k * 3 % 31 : 1
			all += (index(abc, substr(code, i + 1, 1)) - 1) * k
		}
		print code substr(abc, (31 - all % 31) % 31 + 1, 1)
	}')
}

new_resident_id() {
	resident=$(od -An -N4 -tu4 /dev/urandom | awk '{
		id = "5401021975" sprintf("%02d%02d%03d", $1 % 12 + 1,
		    $1 / 12 % 28 + 1, $1 / 400 % 1000)
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w)
		for (i = 1; i <= 17; i++)
			sum += substr(id, i, 1) * w[i]
		print id substr("10X98765432", sum % 11 + 1, 1)
	}')
}

register() {
	new_credit_code
	as ''
	call POST /api/service/register "$(jq -nc --arg c "$code" --arg l "$1" \
		--arg p "$password" '{credit_code: $c, company: "试验\($l)有限公司",
		region: 540100, contact: "扎西", phone: "0891-6320000",
		login: $l, password: $p}')"
	test "$status" = 201 || diag "register $1: $status $body"
	login "$1" "$password"
}

administrator() {
	test -n "${security-}" || {
		security=security$$
		printf '%s\n' "$password" | ctl account add --login "$security" \
			--name 安全管理员 --password-stdin --role security \
			>"$tmp/administrator" 2>&1 || diag "$(cat "$tmp/administrator")"
		login "$security" "$password"
	}
	as "$security"
}

account_of() {
	call GET "/api/service/accounts?login=$1"
	json '.items[0].id'
}

grant() {
	administrator
	id=$(account_of "$1")
	call POST "/api/service/accounts/$id/roles" \
		"{\"role\":\"$2\",\"region\":$3}"
}
