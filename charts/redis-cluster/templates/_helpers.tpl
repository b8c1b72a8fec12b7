{{/* The name of what is deployed, without the release. */}}
{{- define "redis-cluster.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{/* The name of every object: the release's, with the chart's unless it is in there already. Of 63 characters, 11 are
     left for what the StatefulSet controller appends to it, "-" and a hash of 10 characters, and for the longest suffix
     here, "-bootstrap". */}}
{{- define "redis-cluster.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains (include "redis-cluster.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "redis-cluster.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* The labels of the release, which everything here has. */}}
{{- define "redis-cluster.releaseLabels" -}}
app.kubernetes.io/name: {{ include "redis-cluster.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* The labels that select the Redis pods; they never change during the life of a release. */}}
{{- define "redis-cluster.selectorLabels" -}}
{{ include "redis-cluster.releaseLabels" . }}
app.kubernetes.io/component: redis
{{- end }}

{{/* The labels that select the pods that run redis-bootstrap and nothing else. */}}
{{- define "redis-cluster.bootstrapSelectorLabels" -}}
{{ include "redis-cluster.releaseLabels" . }}
app.kubernetes.io/component: bootstrap
{{- end }}

{{/* What all labels have in common beside the release's. */}}
{{- define "redis-cluster.commonLabels" -}}
app.kubernetes.io/version: {{ default .Chart.AppVersion .Values.image.tag | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The labels of objects and pods of the component redis. */}}
{{- define "redis-cluster.labels" -}}
{{ include "redis-cluster.selectorLabels" . }}
{{ include "redis-cluster.commonLabels" . }}
{{- end }}

{{/* The labels of objects and pods of the component bootstrap. */}}
{{- define "redis-cluster.bootstrapLabels" -}}
{{ include "redis-cluster.bootstrapSelectorLabels" . }}
{{ include "redis-cluster.commonLabels" . }}
{{- end }}

{{/* The annotations of an object's metadata, (list $ more): the common ones and its own. Nothing if there are none. */}}
{{- define "redis-cluster.annotations" -}}
{{- $root := index . 0 }}
{{- with merge (dict) (index . 1) $root.Values.commonAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}

{{/* An image, (list image defaultTag): by digest where there is one, else by tag. */}}
{{- define "redis-cluster.imageName" -}}
{{- $image := index . 0 }}
{{- if $image.digest }}
{{- printf "%s@%s" $image.repository $image.digest }}
{{- else }}
{{- printf "%s:%s" $image.repository (default (index . 1) $image.tag) }}
{{- end }}
{{- end }}

{{/* How many pods there are: every master and its replicas. */}}
{{- define "redis-cluster.size" -}}
{{- mul (int .Values.masters) (add 1 (int .Values.replicasPerMaster)) }}
{{- end }}

{{/* The service account of all pods. */}}
{{- define "redis-cluster.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "redis-cluster.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* Whose programs the image has: redis or valkey. */}}
{{- define "redis-cluster.programs" -}}
{{- default (contains "valkey" .Values.image.repository | ternary "valkey" "redis") .Values.image.programs }}
{{- end }}

{{/* redis-cli with all that it needs to get in, except host and port. The password is in its environment. */}}
{{- define "redis-cluster.cli" -}}
{{- include "redis-cluster.programs" . }}-cli
{{- if .Values.tls.enabled }} {{ include "redis-cluster.cliTls" . }}{{ end }}
{{- end }}

{{/* Its options for TLS. */}}
{{- define "redis-cluster.cliTls" -}}
--tls --cacert /etc/rollcall/tls/ca.crt --cert /etc/rollcall/tls/tls.crt --key /etc/rollcall/tls/tls.key
{{- end }}

{{/* The name of the Secret with the password. */}}
{{- define "redis-cluster.authSecret" -}}
{{- default (printf "%s-auth" (include "redis-cluster.fullname" .)) .Values.auth.existingSecret }}
{{- end }}

{{/* The name of the Secret with certificates. */}}
{{- define "redis-cluster.tlsSecret" -}}
{{- default (printf "%s-tls" (include "redis-cluster.fullname" .)) .Values.tls.existingSecret }}
{{- end }}

{{/* Selects what Prometheus scraped through the ServiceMonitor, in PromQL. */}}
{{- define "redis-cluster.scraped" -}}
{{- printf "namespace=%q,service=\"%s-metrics\"" .Release.Namespace (include "redis-cluster.fullname" .) }}
{{- end }}

{{/* What Pod Security "restricted" asks of a pod. */}}
{{- define "redis-cluster.podSecurity" -}}
runAsNonRoot: true
{{- if not (kindIs "invalid" .Values.security.runAsUser) }}
runAsUser: {{ .Values.security.runAsUser }}
{{- end }}
{{- if not (kindIs "invalid" .Values.security.runAsGroup) }}
runAsGroup: {{ .Values.security.runAsGroup }}
{{- end }}
{{- if not (kindIs "invalid" .Values.security.fsGroup) }}
fsGroup: {{ .Values.security.fsGroup }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What Pod Security "restricted" asks of a container, and a root file system that nobody writes to. */}}
{{- define "redis-cluster.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* A quantity of memory in bytes. */}}
{{- define "redis-cluster.bytes" -}}
{{- $units := dict "" 1.0 "k" 1e3 "K" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 }}
{{- $text := toString . }}
{{- $number := regexFind "^[0-9.]+" $text }}
{{- printf "%.0f" (mulf (float64 $number) (get $units (trimPrefix $number $text))) }}
{{- end }}
