#!/bin/sh
# Certificate authorities for tests, made by the openssl program.  Sourced, or
# run as `sh tests/certs.sh DIR CODE OTHER-CODE` it makes all of ca_all.
#
#   ca_begin DIR			where everything is made; a file NAME.pem is a
#				certificate, NAME.key its key
#   ca_root NAME KIND [SUBJECT]	a root; KIND is rsa, p256 or sm2
#   ca_below NAME ISSUER KIND	an intermediate
#   leaf NAME ISSUER KIND CODE [SECTION] [ARGS of openssl ca]
#				a person's, by ISSUER; the sections are in
#				ca_begin
#   revoke NAME ISSUER
#   crl NAME ISSUER [ARGS]	a list of it, NAME.crl

sm2_id=distid:1234567812345678

ca_begin() {
	ca=$1
	mkdir -p "$ca/issued"
	cat >"$ca/ca.cnf" <<'END'
[ca]
default_ca = here
[here]
database = $ENV::CA_DIR/$ENV::CA_NAME.index
crlnumber = $ENV::CA_DIR/$ENV::CA_NAME.number
new_certs_dir = $ENV::CA_DIR/issued
rand_serial = yes
unique_subject = no
default_md = sha256
default_days = 800
default_crl_days = 400
policy = any
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
organizationIdentifier = optional
serialNumber = optional
commonName = optional
[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[below]
basicConstraints = critical,CA:true,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[person]
basicConstraints = CA:false
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = clientAuth,emailProtection
certificatePolicies = 1.2.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[encipher]
basicConstraints = CA:false
keyUsage = critical,keyEncipherment,dataEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[server]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[false]
basicConstraints = critical,CA:false
keyUsage = critical,keyCertSign,cRLSign,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[responder]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[extension]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
1.2.156.10260.4.1.4 = ASN1:UTF8String:$ENV::CA_CODE
END
	: >"$ca/log"
	export CA_DIR="$ca" CA_NAME=none CA_CODE=none
}

# KIND FILE
ca_key() {
	case $1 in
	rsa) set -- RSA -pkeyopt rsa_keygen_bits:2048 -out "$2" ;;
	rsa1024) set -- RSA -pkeyopt rsa_keygen_bits:1024 -out "$2" ;;
	p256) set -- EC -pkeyopt ec_paramgen_curve:P-256 -out "$2" ;;
	p192) set -- EC -pkeyopt ec_paramgen_curve:prime192v1 -out "$2" ;;
	sm2) set -- SM2 -out "$2" ;;
	esac
	openssl genpkey -algorithm "$@" 2>>"$ca/log"
}

ca_is_sm2() {
	openssl pkey -in "$ca/$1.key" -noout -text 2>>"$ca/log" | grep -q SM2
}

# The digest and identity to sign with NAME's key.
ca_how() {
	if ca_is_sm2 "$1"; then
		echo "-md sm3 -sigopt $sm2_id"
	else
		echo '-md sha256'
	fi
}

# NAME SUBJECT: a request; SM2 ones say with which identity they are signed
ca_request() {
	if ca_is_sm2 "$1"; then
		openssl req -new -config "$ca/ca.cnf" -utf8 -key "$ca/$1.key" \
			-subj "$2" -sm3 -sigopt $sm2_id -out "$ca/$1.csr"
	else
		openssl req -new -config "$ca/ca.cnf" -utf8 -key "$ca/$1.key" \
			-subj "$2" -out "$ca/$1.csr"
	fi 2>>"$ca/log"
}

# NAME ISSUER SECTION [ARGS]
ca_issue() {
	CA_NAME=$2
	ca_n=$1 ca_i=$2 ca_s=$3
	shift 3
	! ca_is_sm2 "$ca_n" || set -- -vfyopt $sm2_id "$@"
	openssl ca -batch -notext -config "$ca/ca.cnf" -extensions "$ca_s" \
		-cert "$ca/$ca_i.pem" -keyfile "$ca/$ca_i.key" \
		-in "$ca/$ca_n.csr" -out "$ca/$ca_n.pem" "$@" 2>>"$ca/log"
}

ca_books() {
	: >"$ca/$1.index"
	echo 01 >"$ca/$1.number"
}

ca_root() {
	ca_key "$2" "$ca/$1.key"
	ca_request "$1" "${3:-/C=CN/O=$1/CN=$1}"
	ca_books "$1"
	CA_NAME=$1
	ca_v=
	! ca_is_sm2 "$1" || ca_v="-vfyopt $sm2_id"
	# shellcheck disable=SC2046,SC2086 # words
	openssl ca -batch -notext -selfsign -config "$ca/ca.cnf" \
		-extensions root -days 3650 -keyfile "$ca/$1.key" \
		-in "$ca/$1.csr" -out "$ca/$1.pem" $ca_v $(ca_how "$1") \
		2>>"$ca/log"
}

ca_below() {
	ca_key "$3" "$ca/$1.key"
	ca_request "$1" "/C=CN/O=$1/CN=$1"
	ca_books "$1"
	# shellcheck disable=SC2046 # words
	ca_issue "$1" "$2" below -days 1800 $(ca_how "$2")
}

leaf() {
	ca_n=$1 ca_i=$2 ca_s=${5:-person}
	CA_CODE=$4
	ca_key "$3" "$ca/$1.key"
	ca_request "$1" \
		"/C=CN/O=试验单位/organizationIdentifier=$4/CN=试验人"
	test $# -gt 5 && shift 5 || shift $#
	# shellcheck disable=SC2046 # words
	ca_issue "$ca_n" "$ca_i" "$ca_s" $(ca_how "$ca_i") "$@"
}

revoke() {
	CA_NAME=$2
	openssl ca -batch -config "$ca/ca.cnf" -cert "$ca/$2.pem" \
		-keyfile "$ca/$2.key" -revoke "$ca/$1.pem" 2>>"$ca/log"
}

crl() {
	CA_NAME=$2
	ca_n=$1 ca_i=$2
	shift 2
	# shellcheck disable=SC2046 # words
	openssl ca -batch -gencrl -config "$ca/ca.cnf" \
		-cert "$ca/$ca_i.pem" -keyfile "$ca/$ca_i.key" \
		$(ca_how "$ca_i") "$@" -out "$ca/$ca_n.crl" 2>>"$ca/log"
}

# CODE OTHER-CODE: three good chains, and all that must be refused.
ca_all() {
	for suite in rsa p256 sm2; do
		ca_root "root-$suite" $suite
		ca_below "below-$suite" "root-$suite" $suite
		leaf "good-$suite" "below-$suite" $suite "$1"
		leaf "gone-$suite" "below-$suite" $suite "$1"
		revoke "gone-$suite" "below-$suite"
		crl "below-$suite" "below-$suite"
		crl "root-$suite" "root-$suite"
	done
	leaf expired below-p256 p256 "$1" person -startdate 20200101000000Z \
		-enddate 20210101000000Z
	leaf early below-p256 p256 "$1" person -startdate 20900101000000Z \
		-enddate 20910101000000Z
	ca_root root-unknown p256
	leaf unknown root-unknown p256 "$1"
	leaf false-ca below-p256 p256 "$1" false
	ca_books false-ca
	leaf by-false-ca false-ca p256 "$1"
	leaf person-ca below-p256 p256 "$1"
	ca_books person-ca
	leaf by-person person-ca p256 "$1"
	leaf encipher below-p256 p256 "$1" encipher
	leaf encipher-rsa below-rsa rsa "$1" encipher
	leaf encipher-sm2 below-sm2 sm2 "$1" encipher
	leaf server below-p256 p256 "$1" server
	# the same name, another key
	ca_root same-root p256 /C=CN/O=root-p256/CN=root-p256
	ca_key p256 "$ca/same-below.key"
	ca_request same-below /C=CN/O=below-p256/CN=below-p256
	ca_books same-below
	ca_issue same-below same-root below -days 1800 -md sha256
	leaf same-name same-below p256 "$1"
	leaf sha1 below-rsa rsa "$1" person -md sha1
	leaf rsa1024 below-rsa rsa1024 "$1"
	leaf p192 below-p256 p192 "$1"
	# SM2 signed without the identity: the leaf, an intermediate
	ca_key sm2 "$ca/no-id.key"
	ca_request no-id "/C=CN/O=试验单位/organizationIdentifier=$1/CN=试验人"
	ca_issue no-id below-sm2 person -md sm3
	ca_key sm2 "$ca/below-no-id.key"
	ca_request below-no-id /C=CN/O=below-no-id/CN=below-no-id
	ca_books below-no-id
	ca_issue below-no-id root-sm2 below -md sm3
	leaf under-no-id below-no-id sm2 "$1"
	leaf other-code below-p256 p256 "$2"
	leaf no-code below-p256 p256 91540100000000000X
	leaf extension below-p256 p256 "$1" extension
	crl other root-unknown
	crl same-name same-below
	crl stale below-rsa -crl_lastupdate 20200101000000Z \
		-crl_nextupdate 20210101000000Z
	crl sha1 below-rsa -md sha1
	# a list of an SM2 issuer without the identity
	CA_NAME=below-sm2
	openssl ca -batch -gencrl -config "$ca/ca.cnf" -md sm3 \
		-cert "$ca/below-sm2.pem" -keyfile "$ca/below-sm2.key" \
		-out "$ca/no-id.crl" 2>>"$ca/log"
}

case $0 in
*/certs.sh)
	ca_begin "$1" && ca_all "$2" "$3" && for pem in "$ca"/*.pem; do
		openssl x509 -in "$pem" -outform DER -out "${pem%pem}der"
	done
	;;
esac
