{{/*
Rules about several values at once, which the schema cannot put into words. All broken rules are reported at once, before anything is installed.
PEM text is judged here as well: the schema's message would repeat the key.
*/}}
{{- define "config-sync.check" -}}
{{- $certificates := .Values.certificates -}}
{{- $controller := .Values.controller -}}
{{- $given := $certificates.given -}}
{{- $errors := list -}}
{{- if not $controller.enabled -}}
  {{- if eq $certificates.mode "selfManaged" -}}
    {{- $errors = append $errors "certificates.mode must be certManager or given while controller.enabled is false (was 'selfManaged'): it is the controller that makes these certificates" -}}
  {{- end -}}
  {{- range tuple "rollouts" "secrets" -}}
    {{- if index $controller . -}}
      {{- $errors = append $errors (printf "controller.%s must be false while controller.enabled is false (was true): it is the controller that would do it" .) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- if eq $certificates.mode "given" -}}
  {{- if and $given.secretName (or $given.certificate $given.key) -}}
    {{- $errors = append $errors (printf "certificates.given.secretName must be empty when certificate or key is given (was '%s'): the certificate is in one place only" $given.secretName) -}}
  {{- else if not $given.secretName -}}
    {{- range tuple (list "certificate" "CERTIFICATE") (list "key" "PRIVATE KEY") -}}
      {{- if not (contains (printf "%s-----" (index . 1)) (index $given (index . 0))) -}}
        {{- $errors = append $errors (printf "certificates.given.%s must be PEM text with a %s when certificates.mode is given: use --set-file, or name an existing Secret in certificates.given.secretName" (index . 0) (index . 1)) -}}
      {{- end -}}
    {{- end -}}
  {{- end -}}
  {{- if not (contains "CERTIFICATE-----" $given.caBundle) -}}
    {{- $errors = append $errors "certificates.given.caBundle must be PEM text with a CERTIFICATE when certificates.mode is given: the API server trusts no other certificate; use --set-file" -}}
  {{- end -}}
{{- end -}}
{{- range $name, $profile := .Values.namespaces -}}
  {{- if not (or (eq $profile "default") (hasKey $.Values.profiles $profile)) -}}
    {{- $errors = append $errors (printf "namespaces.%s must be one of the profiles, which are %s (was '%s')" $name (keys $.Values.profiles | sortAlpha | join ", ") $profile) -}}
  {{- end -}}
{{- end -}}
{{- if and .Values.platform.gkePrivate .Values.platform.hostNetwork -}}
  {{- $errors = append $errors "platform.gkePrivate must be false when platform.hostNetwork is true (was true): each of them chooses the webhook's port" -}}
{{- end -}}
{{- if $errors -}}
  {{- fail (printf "\ninvalid value: %s\n%d invalid values; nothing was changed" (join "\ninvalid value: " $errors) (len $errors)) -}}
{{- end -}}
{{- end -}}
