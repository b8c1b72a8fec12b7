{{/* Rules about more than one value. Each message has the key, its value, and what to do; values.schema.json has the
     rules about a single one. */}}
{{- define "redis-cluster.validate" -}}
{{- include "redis-cluster.validatePods" . }}
{{- include "redis-cluster.validateAccess" . }}
{{- include "redis-cluster.validateExternal" . }}
{{- include "redis-cluster.validateSettings" . }}
{{- end }}

{{- define "redis-cluster.validatePods" -}}
{{- if and (eq .Values.bootstrap.mode "sidecar") (semverCompare "<1.29.0-0" .Capabilities.KubeVersion.Version) }}
{{- fail (printf "bootstrap.mode=sidecar needs native sidecars, which Kubernetes has since 1.29, and this is %s; use bootstrap.mode=controller" .Capabilities.KubeVersion.Version) }}
{{- end }}
{{- if lt (int .Values.terminationGracePeriodSeconds) (add 5 .Values.handoverSeconds | int) }}
{{- fail (printf "terminationGracePeriodSeconds=%d leaves no time to stop after handoverSeconds=%d; set it to %d or more" (int .Values.terminationGracePeriodSeconds) (int .Values.handoverSeconds) (add 5 .Values.handoverSeconds | int)) }}
{{- end }}
{{- $ports := dict (.Values.redis.port | toString) "redis.port" }}
{{- $taken := dict "port" (add 10000 .Values.redis.port | toString) "name" "redis.port + 10000, the cluster bus" }}
{{- $_ := set $ports $taken.port $taken.name }}
{{- if eq .Values.bootstrap.mode "sidecar" }}
{{- with get $ports (.Values.bootstrap.port | toString) }}
{{- fail (printf "bootstrap.port=%d is taken in the same pod by %s; choose another" (int $.Values.bootstrap.port) .) }}
{{- end }}
{{- $_ := set $ports (.Values.bootstrap.port | toString) "bootstrap.port" }}
{{- end }}
{{- if .Values.metrics.enabled }}
{{- with get $ports (.Values.metrics.port | toString) }}
{{- fail (printf "metrics.port=%d is taken in the same pod by %s; choose another" (int $.Values.metrics.port) .) }}
{{- end }}
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.enabled) (eq .Values.bootstrap.mode "job") }}
{{- fail "metrics.serviceMonitor.enabled=true finds nothing to scrape with metrics.enabled=false and bootstrap.mode=job; set metrics.enabled=true" }}
{{- end }}
{{- range $key := list "prometheusRule" "dashboard" }}
{{- if and (get $.Values.metrics $key).enabled (not $.Values.metrics.serviceMonitor.enabled) }}
{{- fail (printf "metrics.%s.enabled=true has no figures with metrics.serviceMonitor.enabled=false; set that to true" $key) }}
{{- end }}
{{- end }}
{{- $own := include "redis-cluster.labels" . | fromYaml }}
{{- range $key, $labels := dict "podLabels" .Values.podLabels "commonLabels" .Values.commonLabels }}
{{- range $label, $value := $labels }}
{{- if or (hasPrefix "app.kubernetes.io/" $label) (eq $label "helm.sh/chart") (and (eq $key "podLabels") (hasKey $own $label)) }}
{{- fail (printf "%s has %s=%s, which the chart sets itself; remove it" $key $label $value) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.persistence.dataSource .Values.persistence.selector }}
{{- fail (printf "persistence.selector=%s asks for volumes that exist, and persistence.dataSource=%s for new ones; remove one" (toJson .Values.persistence.selector) (toJson .Values.persistence.dataSource)) }}
{{- end }}
{{- if and (not .Values.persistence.enabled) (or .Values.persistence.dataSource .Values.persistence.selector) }}
{{- fail "persistence.enabled=false makes no volume for persistence.dataSource or persistence.selector; enable it or remove them" }}
{{- end }}
{{- end }}

{{- define "redis-cluster.validateAccess" -}}
{{- if and (not .Values.auth.enabled) .Values.auth.existingSecret }}
{{- fail (printf "auth.existingSecret=%s is not used with auth.enabled=false; enable it or remove the secret" .Values.auth.existingSecret) }}
{{- end }}
{{- if and .Values.auth.aclSecret (not .Values.auth.existingSecret) }}
{{- fail (printf "auth.aclSecret=%s needs auth.existingSecret: its rules must give the user \"default\" a password that the chart knows" .Values.auth.aclSecret) }}
{{- end }}
{{- if and .Values.tls.enabled (not .Values.tls.existingSecret) (not .Values.tls.certManager.issuerName) }}
{{- fail "tls.enabled=true needs certificates; set tls.existingSecret or tls.certManager.issuerName" }}
{{- end }}
{{- if and .Values.tls.existingSecret .Values.tls.certManager.issuerName }}
{{- fail (printf "tls.existingSecret=%s and tls.certManager.issuerName=%s are two sources of certificates; remove one" .Values.tls.existingSecret .Values.tls.certManager.issuerName) }}
{{- end }}
{{- if and (not .Values.tls.enabled) (or .Values.tls.existingSecret .Values.tls.certManager.issuerName) }}
{{- fail (printf "tls.enabled=false does not use the certificates of %s; set tls.enabled=true" (default .Values.tls.certManager.issuerName .Values.tls.existingSecret)) }}
{{- end }}
{{- end }}

{{- define "redis-cluster.validateExternal" -}}
{{- $size := include "redis-cluster.size" . | int }}
{{- if .Values.external.enabled }}
{{- if not (or (contains "$(POD_NAME)" .Values.external.hostname) (contains "$(POD_INDEX)" .Values.external.hostname)) }}
{{- fail (printf "external.hostname=%q is the same for all pods, so redirects would lead nowhere; put $(POD_NAME) or $(POD_INDEX) into it" .Values.external.hostname) }}
{{- end }}
{{- if and .Values.external.loadBalancerIPs (ne (len .Values.external.loadBalancerIPs) $size) }}
{{- fail (printf "external.loadBalancerIPs has %d addresses for %d pods; give one for each, or none" (len .Values.external.loadBalancerIPs) $size) }}
{{- end }}
{{- if and .Values.external.loadBalancerIPs (eq .Values.external.type "NodePort") }}
{{- fail "external.loadBalancerIPs is for external.type=LoadBalancer, and this is NodePort; change the type or remove the addresses" }}
{{- end }}
{{- if and .Values.external.firstNodePort (gt (add .Values.external.firstNodePort $size -1 | int) 32767) }}
{{- fail (printf "external.firstNodePort=%d with %d pods ends above 32767; choose %d or lower" (int .Values.external.firstNodePort) $size (sub 32768 $size)) }}
{{- end }}
{{- else if or .Values.external.hostname .Values.external.loadBalancerIPs .Values.external.firstNodePort }}
{{- fail "external.hostname, external.firstNodePort and external.loadBalancerIPs are not used with external.enabled=false; enable it or remove them" }}
{{- end }}
{{- end }}

{{- define "redis-cluster.validateSettings" -}}
{{- $owned := list "port" "tls-[a-z-]+" "bind" "dir" "protected-mode" "cluster-enabled" "cluster-config-file" "cluster-port" "cluster-node-timeout" "cluster-require-full-coverage" "cluster-migration-barrier" "cluster-allow-replica-migration" "cluster-announce-[a-z-]+" "cluster-preferred-endpoint-type" "requirepass" "masterauth" "primaryauth" "masteruser" "primaryuser" "aclfile" "user" "replicaof" "slaveof" "appendonly" "save" "maxmemory-policy" "min-replicas-to-write" "syslog-ident" "availability-zone" "daemonize" "include" "rename-command" }}
{{- range splitList "\n" .Values.redis.config }}
{{- with regexFind (printf "(?i)^\\s*(%s)\\s" (join "|" $owned)) . }}
{{- fail (printf "redis.config sets %s, which the chart owns; use the value for it, if there is one, or remove the line" (trim .)) }}
{{- end }}
{{- end }}
{{- range .Values.redis.extraArgs }}
{{- with regexFind (printf "(?i)^--(%s)$" (join "|" $owned)) . }}
{{- fail (printf "redis.extraArgs has %s, which the chart owns; use the value for it, if there is one, or remove it" .) }}
{{- end }}
{{- end }}
{{- if gt (int .Values.redis.minReplicasToWrite) (int .Values.replicasPerMaster) }}
{{- fail (printf "redis.minReplicasToWrite=%d can never be met with replicasPerMaster=%d, so nothing could be written; lower it" (int .Values.redis.minReplicasToWrite) (int .Values.replicasPerMaster)) }}
{{- end }}
{{- end }}
