// SPDX-License-Identifier: Apache-2.0
/**
 * Who am I, and whose peers are mine: pod name, StatefulSet, ordinal, service, namespace and cluster domain, from what
 * a process can see without asking anybody. {@link io.rollcall.discovery.identity.Identity} is the entry.
 *
 * <p>In a pod of a StatefulSet whose {@code serviceName} is set, {@code ROLLCALL_EXPECTED_PEERS} is all that has to be
 * configured. Sources, the stronger first:
 *
 * <table>
 * <caption>Precedence</caption>
 * <thead><tr><th></th><th>source</th><th>gives</th><th>standing</th></tr></thead>
 * <tbody>
 * <tr><td>1</td><td>{@link io.rollcall.discovery.identity.IdentityBuilder}</td><td>every field</td>
 *     <td>explicit</td></tr>
 * <tr><td>2</td><td>{@code ROLLCALL_*} variables, see {@link io.rollcall.discovery.identity.Field}</td>
 *     <td>every field</td><td>explicit</td></tr>
 * <tr><td>3</td><td>downward API: {@code POD_NAME}, {@code POD_NAMESPACE}, {@code POD_INDEX} (other names through the
 *     builder)</td><td>pod name, namespace, ordinal</td><td>fact</td></tr>
 * <tr><td>4</td><td>the kubelet's line in {@code /etc/hosts}</td>
 *     <td>pod name, service (unless an observer), namespace, cluster domain</td><td>fact</td></tr>
 * <tr><td>5</td><td>namespace file of the service account</td><td>namespace</td><td>fact</td></tr>
 * <tr><td>6</td><td>{@code svc.} entry of the search list in {@code /etc/resolv.conf}</td><td>cluster domain</td>
 *     <td>fact</td></tr>
 * <tr><td>6</td><td>the entry before it, {@code <namespace>.svc.}</td><td>namespace</td><td>hint</td></tr>
 * <tr><td>7</td><td>host name: {@code HOSTNAME}, {@code /etc/hostname}</td>
 *     <td>pod name; service, namespace and cluster domain where it is a full name</td><td>hint</td></tr>
 * </tbody>
 * </table>
 *
 * <ul>
 *   <li><em>Explicit</em> values win; what they overrule is listed, not an error. Two explicit values that contradict
 *       each other are an error, except that the builder wins over the variable of the same field. An invalid or blank
 *       one is an error, never passed over.
 *   <li>Pod name, set and ordinal are one thing. The pod name, or set and ordinal together, win as explicit values do;
 *       a set or an ordinal alone has to fit the pod name of the facts, so that no name is put together from two
 *       truths.
 *   <li><em>Facts</em> have to agree: two that do not are an error that names both sources and both values.
 *       {@code POD_NAME=web-1} with {@code POD_INDEX=2} is one.
 *   <li><em>Hints</em> fill gaps and contradict nobody but each other. A host name is the node's on the host network
 *       and anything with {@code hostnameOverride} (KEP-4762), so it tells the ordinal only if its set is the one of
 *       {@code ROLLCALL_STATEFULSET} and {@code /etc/hosts} is not a node's, and tells the service only if its first
 *       label is the pod's name. Elsewhere it is shown in the error, and not used.
 *   <li>What nothing tells is an error too; there is no default for namespace, cluster domain or the number of peers.
 * </ul>
 *
 * <p>Processes that are none of the peers (a Job, a controller) say {@code ROLLCALL_MEMBER=false}: a Deployment's pod
 * may by chance be named like a StatefulSet's. They have to name the service.
 *
 * <p>Outside of Kubernetes {@code ROLLCALL_DOMAIN} is the name that lists the peers ({@code redis.service.consul}, or a
 * Compose service's name), and {@code ROLLCALL_POD_NAME}, or {@code ROLLCALL_STATEFULSET} with {@code ROLLCALL_ORDINAL},
 * says which of them this is.
 *
 * <p>Names compare without case and become lower case. Everything but {@code Sources.system()} is pure and thread-safe.
 */
@NullMarked
package io.rollcall.discovery.identity;

import org.jspecify.annotations.NullMarked;
