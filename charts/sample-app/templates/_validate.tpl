{{/* Rules about more than one value. Each message has the key, its value, and what to do. */}}
{{- define "sample-app.validate" -}}
{{- if and .Values.service.nodePort (eq .Values.service.type "ClusterIP") }}
{{- fail (printf "service.nodePort=%d is not used with service.type=ClusterIP; set service.type=NodePort or remove it" (int .Values.service.nodePort)) }}
{{- end }}
{{- if and .Values.redis.existingSecret (not .Values.redis.service) }}
{{- fail (printf "redis.existingSecret=%s is the password of no cluster; set redis.service or remove it" .Values.redis.existingSecret) }}
{{- end }}
{{- if and .Values.redis.tlsSecret (not .Values.redis.service) }}
{{- fail (printf "redis.tlsSecret=%s is for no cluster; set redis.service or remove it" .Values.redis.tlsSecret) }}
{{- end }}
{{- range $key, $labels := dict "podLabels" .Values.podLabels "commonLabels" .Values.commonLabels }}
{{- range $label, $value := $labels }}
{{- if or (hasPrefix "app.kubernetes.io/" $label) (eq $label "helm.sh/chart") }}
{{- fail (printf "%s has %s=%s, which the chart sets itself; remove it" $key $label $value) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
