{{/*
What the entries of the MutatingWebhookConfiguration differ in. One entry can only say "this AND that", and each has one failurePolicy, so "the Pod's
label, or else its Namespace's" takes five. They exclude each other: every Pod matches at most one.
*/}}
{{- define "config-sync.entries" -}}
# The Pod asks; whatever its Namespace says.
- name: pod-enabled
  failurePolicy: Ignore
  pod:
    - {key: config-sync.dev/inject, operator: In, values: [enabled, "true"]}
# The Pod asks and must not start without.
- name: pod-required
  failurePolicy: Fail
  pod:
    - {key: config-sync.dev/inject, operator: In, values: [required]}
# The Pod says something that nobody understands, most likely a typing error: the webhook reports it instead of ignoring it.
- name: pod-unknown
  failurePolicy: Ignore
  pod:
    - {key: config-sync.dev/inject, operator: Exists}
    - {key: config-sync.dev/inject, operator: NotIn, values: [enabled, "true", required, disabled, "false"]}
# The Namespace asks, and the Pod says nothing.
- name: namespace-enabled
  failurePolicy: Ignore
  namespace: {key: config-sync.dev/inject, operator: In, values: [enabled, "true"]}
  pod:
    - {key: config-sync.dev/inject, operator: DoesNotExist}
# The Namespace asks, and the Pod says nothing and must not start without.
- name: namespace-required
  failurePolicy: Fail
  namespace: {key: config-sync.dev/inject, operator: In, values: [required]}
  pod:
    - {key: config-sync.dev/inject, operator: DoesNotExist}
{{- end -}}
