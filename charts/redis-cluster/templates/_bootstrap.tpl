{{/* A container of redis-bootstrap: (dict "root" $ "name" ... "args" (list ...) "peers" n "member" bool). The caller
     may go on with ports and probes. */}}
{{- define "redis-cluster.bootstrapContainer" -}}
{{- $root := .root -}}
name: {{ .name }}
image: {{ include "redis-cluster.imageName" (list $root.Values.bootstrap.image $root.Chart.Version) | quote }}
imagePullPolicy: {{ $root.Values.bootstrap.image.pullPolicy }}
args:
  {{- range .args }}
  - {{ . | quote }}
  {{- end }}
  {{- if $root.Values.auth.enabled }}
  - --password-file=/etc/rollcall/auth/password
  {{- end }}
  {{- if $root.Values.tls.enabled }}
  - --tls
  - --cacert=/etc/rollcall/tls/ca.crt
  - --cert=/etc/rollcall/tls/tls.crt
  - --key=/etc/rollcall/tls/tls.key
  {{- end }}
env:
  - name: ROLLCALL_SERVICE
    value: {{ include "redis-cluster.fullname" $root }}
  - name: ROLLCALL_NAMESPACE
    valueFrom:
      fieldRef:
        fieldPath: metadata.namespace
  - name: ROLLCALL_CLUSTER_DOMAIN
    value: {{ $root.Values.clusterDomain }}
  - name: ROLLCALL_EXPECTED_PEERS
    value: {{ .peers | quote }}
  - name: ROLLCALL_PORT_NAME
    value: redis
  {{- if .member }}
  {{- include "redis-cluster.podEnvironment" $root | nindent 2 }}
  {{- else }}
  - name: ROLLCALL_MEMBER
    value: "false"
  {{- end }}
  {{- with $root.Values.bootstrap.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $root.Values.bootstrap.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- include "redis-cluster.containerSecurity" $root | nindent 2 }}
volumeMounts:
  {{- include "redis-cluster.accessMounts" $root | nindent 2 }}
{{- end }}

{{/* What a pod knows about itself: its name, address, worker and zone. Pods have the zone's label from Kubernetes 1.35
     on; elsewhere it is empty, and workers alone are kept apart. */}}
{{- define "redis-cluster.podEnvironment" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_INDEX
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['apps.kubernetes.io/pod-index']
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: NODE_NAME
  valueFrom:
    fieldRef:
      fieldPath: spec.nodeName
- name: ZONE
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['topology.kubernetes.io/zone']
{{- end }}

{{/* Room for temporary files, and where the password and the certificates are. */}}
{{- define "redis-cluster.accessMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.auth.enabled }}
- name: auth
  mountPath: /etc/rollcall/auth
  readOnly: true
{{- end }}
{{- if .Values.tls.enabled }}
- name: tls
  mountPath: /etc/rollcall/tls
  readOnly: true
{{- end }}
{{- end }}

{{/* The volumes of these mounts. */}}
{{- define "redis-cluster.accessVolumes" -}}
- name: tmp
  emptyDir: {}
{{- if .Values.auth.enabled }}
- name: auth
  secret:
    secretName: {{ include "redis-cluster.authSecret" . }}
    defaultMode: 0440
    items:
      - key: {{ .Values.auth.passwordKey }}
        path: password
{{- end }}
{{- if .Values.tls.enabled }}
- name: tls
  secret:
    secretName: {{ include "redis-cluster.tlsSecret" . }}
    defaultMode: 0440
{{- end }}
{{- end }}

{{/* All that pods have in common which run redis-bootstrap and nothing else. */}}
{{- define "redis-cluster.bootstrapPod" -}}
serviceAccountName: {{ include "redis-cluster.serviceAccountName" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
tolerations:
  # Its worker may be the one that is lost; it stores nothing, so it need not be waited for as long as others are.
  {{- range list "not-ready" "unreachable" }}
  - key: node.kubernetes.io/{{ . }}
    operator: Exists
    effect: NoExecute
    tolerationSeconds: 10
  {{- end }}
  {{- with .Values.tolerations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
securityContext:
  {{- include "redis-cluster.podSecurity" . | nindent 2 }}
volumes:
  {{- include "redis-cluster.accessVolumes" . | nindent 2 }}
{{- end }}

{{/* The arguments of a command that works on the whole cluster. */}}
{{- define "redis-cluster.clusterArguments" -}}
- --replicas-per-master={{ .Values.replicasPerMaster }}
- --cluster-node-timeout={{ int .Values.redis.nodeTimeoutMillis }}ms
- --timeout={{ .Values.bootstrap.timeout }}
{{- end }}

{{/* The command line of the long-running mode. */}}
{{- define "redis-cluster.runArguments" -}}
- run
- --http-port={{ .Values.bootstrap.port }}
{{ include "redis-cluster.clusterArguments" . }}
{{- if eq .Values.bootstrap.mode "sidecar" }}
- --prestop-budget={{ .Values.handoverSeconds }}s
{{- end }}
{{- with .Values.bootstrap.extraArgs }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Port and probes of the long-running mode. There is no startup probe: in a sidecar Redis would wait for it, and it
     for Redis. */}}
{{- define "redis-cluster.runProbes" -}}
ports:
  - name: http
    containerPort: {{ .Values.bootstrap.port }}
    protocol: TCP
livenessProbe:
  httpGet:
    path: /health/liveness
    port: http
  initialDelaySeconds: 10
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- if eq .Values.bootstrap.mode "controller" }}
# In a sidecar it would take the pod out of service, and Redis with it.
readinessProbe:
  httpGet:
    path: /health/readiness
    port: http
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}
{{- end }}
