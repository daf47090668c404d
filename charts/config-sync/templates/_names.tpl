{{/* Labels of an object: (list $ "config-sync-webhook"), or (list $ "") for what belongs to neither program. Ours win over commonLabels. */}}
{{- define "config-sync.labels" -}}
{{- $root := index . 0 -}}
{{- $own := dict
  "app.kubernetes.io/part-of" "config-sync"
  "app.kubernetes.io/instance" $root.Release.Name
  "app.kubernetes.io/managed-by" $root.Release.Service
  "helm.sh/chart" (printf "%s-%s" $root.Chart.Name ($root.Chart.Version | replace "+" "_")) -}}
{{- with index . 1 }}{{ $_ := set $own "app.kubernetes.io/name" . }}{{ end -}}
{{- toYaml (merge $own ($root.Values.commonLabels | default dict)) -}}
{{- end -}}

{{/* Labels of a Pod: (list "config-sync-webhook" .Values.webhook). None of Helm's: they change with each chart, and every Pod with them. */}}
{{- define "config-sync.podLabels" -}}
{{- $own := dict "app.kubernetes.io/name" (index . 0) "app.kubernetes.io/part-of" "config-sync" -}}
{{- toYaml (merge $own ((index . 1).podLabels | default dict)) -}}
{{- end -}}

{{/*
The whole name of an image: (list $ "webhook"). With both tag and digest the digest is what is pulled, and the tag says what it is. The chart of a release
knows the digests of that release; they are not meant where somebody names another image.
*/}}
{{- define "config-sync.image" -}}
{{- $chart := (index . 0).Chart -}}
{{- $images := (index . 0).Values.images -}}
{{- $image := index $images (index . 1) -}}
{{- $digest := $image.digest -}}
{{- if not (or $digest $image.tag $image.repository) }}{{ $digest = index $chart.Annotations (printf "config-sync.dev/digest-of-%s" (index . 1)) }}{{ end -}}
{{- $image.repository | default (printf "%s/%s" $images.registry (index . 1)) }}:{{ $image.tag | default $chart.AppVersion }}
{{- with $digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* The Secret that the webhook mounts. */}}
{{- define "config-sync.certificateSecret" -}}
{{- $given := .Values.certificates.given -}}
{{- if and (eq .Values.certificates.mode "given") $given.secretName }}{{ $given.secretName }}{{ else }}config-sync-webhook-tls{{ end -}}
{{- end -}}

{{/* Namespaces whose Pods are never sent to the webhook: kube-system and kube-node-lease so that a cluster can always start, and its own so that it can. */}}
{{- define "config-sync.protectedNamespaces" -}}
{{- list "kube-system" "kube-node-lease" .Release.Namespace | uniq | toJson -}}
{{- end -}}
