{{/* Labels of what Prometheus is to find: ours, and those that it selects by. */}}
{{- define "config-sync.monitoringLabels" -}}
{{- merge (include "config-sync.labels" (list . "") | fromYaml) (.Values.monitoring.labels | default dict) | toYaml -}}
{{- end -}}
