#!/usr/bin/env bash
# Makes a CA and the webhook's serving certificate, for clusters without cert-manager and for `make run`.
# Run again, it keeps what is good and renews what is not. What rotates what: certs/README.md.
set -o errexit -o nounset -o pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
usage='usage: certs/generate.sh [--renew | --renew-ca] [--namespace <name>] [--out <folder>] [--overlay <folder>]
  --renew            a new serving certificate from the same CA, although the present one is good
  --renew-ca         a new CA and serving certificate; the bundle holds the old CA too, until it expires
  --namespace <name> where the webhook is installed (default: config-sync)
  --out <folder>     where keys and certificates go (default: $CERTS_OUT, or certs/out)
  --overlay <folder> where the Secret for kustomize goes (default: manifests/overlays/self-signed/generated; with another --out: there)'

service=config-sync-webhook
namespace=config-sync
ca_days=3650
serving_days=365
# Renewed by the next run once less than this is left: a month of the serving certificate, and more of the CA than a serving certificate lasts.
serving_margin=$((30 * 86400))
ca_margin=$(((serving_days + 30) * 86400))

out=${CERTS_OUT:-$root/certs/out}
overlay=
renew_ca=false
renew=false
while [ $# -gt 0 ]; do
    case $1 in
        --renew) renew=true ;;
        --renew-ca) renew_ca=true ;;
        --out | --overlay)
            [ $# -ge 2 ] || { printf 'invalid option: %s must be followed by a folder\n%s\n' "$1" "$usage" >&2; exit 2; }
            if [ "$1" = --out ]; then out=$2; else overlay=$2; fi
            shift
            ;;
        --namespace)
            [[ ${2-} =~ ^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$ ]] ||
                { printf "invalid option: --namespace must be a name of lower-case letters, digits and dashes (was '%s')\n%s\n" "${2-}" "$usage" >&2; exit 2; }
            namespace=$2
            shift
            ;;
        --help | -h) printf '%s\n' "$usage"; exit 0 ;;
        *) printf "invalid option: '%s' must be a known option\n%s\n" "$1" "$usage" >&2; exit 2 ;;
    esac
    shift
done

host=$service.$namespace.svc
if [ -z "$overlay" ]; then
    if [ "$out" = "$root/certs/out" ]; then overlay=$root/manifests/overlays/self-signed/generated; else overlay=$out; fi
fi

# Keys are for their owner alone from the moment they exist.
umask 077
mkdir -p "$out"
# In the same file system, so that a file is replaced at once and a running webhook never reads half of one.
work=$(mktemp -d "$out/.new.XXXXXX")
trap 'rm -rf "$work"' EXIT

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve -out "$1"; }
public_key() { openssl x509 -in "$1" -noout -pubkey 2> /dev/null; }
matches() { [ -s "$1" ] && [ -s "$2" ] && [ "$(public_key "$1")" = "$(openssl pkey -in "$2" -pubout 2> /dev/null)" ]; }
lasts() { openssl x509 -in "$1" -noout -checkend "$2" > /dev/null 2>&1; }

make_ca() {
    # Two CAs of one name would differ in nothing but their key identifier, which not every verifier looks at.
    printf '%s\n' '[req]' 'distinguished_name = name' 'prompt = no' 'x509_extensions = ca' '[name]' "CN = config-sync-ca-$(openssl rand -hex 4)" \
        '[ca]' 'basicConstraints = critical, CA:TRUE, pathlen:0' 'keyUsage = critical, keyCertSign, cRLSign' 'subjectKeyIdentifier = hash' > "$work/ca.cnf"
    new_key "$work/ca.key"
    openssl req -x509 -new -sha256 -key "$work/ca.key" -days "$ca_days" -config "$work/ca.cnf" -out "$work/ca.crt"
    if [ -s "$out/ca.crt" ]; then mv -f "$out/ca.crt" "$out/ca-previous.crt"; fi
    mv -f "$work/ca.key" "$out/ca.key"
    mv -f "$work/ca.crt" "$out/ca.crt"
}

make_serving() {
    # localhost is for `make run` and for kubectl port-forward; in the cluster the API server asks for $host.
    printf '%s\n' '[req]' 'distinguished_name = name' 'prompt = no' '[name]' "CN = $host" \
        '[serving]' 'basicConstraints = critical, CA:FALSE' 'keyUsage = critical, digitalSignature' 'extendedKeyUsage = serverAuth' \
        'subjectKeyIdentifier = hash' 'authorityKeyIdentifier = keyid' \
        "subjectAltName = DNS:$host, DNS:$host.cluster.local, DNS:$service.$namespace, DNS:localhost, IP:127.0.0.1, IP:::1" > "$work/serving.cnf"
    new_key "$work/tls.key"
    openssl req -new -sha256 -key "$work/tls.key" -config "$work/serving.cnf" -out "$work/tls.csr"
    openssl x509 -req -sha256 -in "$work/tls.csr" -CA "$out/ca.crt" -CAkey "$out/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
        -days "$serving_days" -extfile "$work/serving.cnf" -extensions serving -out "$work/tls.crt" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
    mv -f "$work/tls.key" "$out/tls.key"
    mv -f "$work/tls.crt" "$out/tls.crt"
}

# What callers may trust: the CA, and the one before it while certificates of it may still be served.
write_bundle() {
    cp "$out/ca.crt" "$work/ca-bundle.crt"
    if [ -s "$out/ca-previous.crt" ] && lasts "$out/ca-previous.crt" 0; then cat "$out/ca-previous.crt" >> "$work/ca-bundle.crt"; fi
    mv -f "$work/ca-bundle.crt" "$out/ca-bundle.crt"
}

write_secret() {
    mkdir -p "$overlay"
    # Without a type, which could not be changed when somebody else is to make the certificates one day.
    cat > "$work/secret.yaml" << EOF
apiVersion: v1
kind: Secret
metadata:
  name: $service-tls
  namespace: $namespace
  labels:
    app.kubernetes.io/name: $service
data:
  ca.crt: $(openssl base64 -A -in "$out/ca-bundle.crt")
  tls.crt: $(openssl base64 -A -in "$out/tls.crt")
  tls.key: $(openssl base64 -A -in "$out/tls.key")
EOF
    if cmp -s "$work/secret.yaml" "$overlay/secret.yaml"; then return; fi
    mv -f "$work/secret.yaml" "$overlay/secret.yaml"
}

if $renew_ca || ! matches "$out/ca.crt" "$out/ca.key" || ! lasts "$out/ca.crt" "$ca_margin"; then
    make_ca
    renew=true
    printf 'made a CA:                  %s\n' "$out/ca.crt"
fi
if $renew || ! matches "$out/tls.crt" "$out/tls.key" || ! lasts "$out/tls.crt" "$serving_margin" ||
    ! openssl verify -CAfile "$out/ca.crt" -verify_hostname "$host" "$out/tls.crt" > /dev/null 2>&1; then
    make_serving
    printf 'made a serving certificate: %s\n' "$out/tls.crt"
fi
write_bundle
write_secret
printf 'valid until:                %s\n' "$(openssl x509 -in "$out/tls.crt" -noout -enddate | cut -d= -f2)"
printf 'Secret for kustomize:       %s\n' "$overlay/secret.yaml"
