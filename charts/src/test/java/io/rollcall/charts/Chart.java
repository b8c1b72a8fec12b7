// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A chart folder. */
record Chart(Path folder) {

    static final Chart REDIS_CLUSTER = new Chart(Path.of("redis-cluster"));
    static final Chart SAMPLE_APP = new Chart(Path.of("sample-app"));

    static final String RELEASE = "blue";
    static final String NAMESPACE = "shop";

    static final String OLDEST_KUBERNETES = "1.27.0";
    static final String NEWEST_KUBERNETES = "1.35.0";

    static List<Chart> all() {
        return List.of(REDIS_CLUSTER, SAMPLE_APP);
    }

    /** The name of every object that release {@code blue} renders. */
    String fullName() {
        return RELEASE + "-" + folder.getFileName();
    }

    LintResult lint() {
        return new Helm(folder).lint().strict().call();
    }

    Manifests render(String kubernetes, Map<String, ?> values) {
        TemplateCommand template = new Helm(folder)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes);
        values.forEach(template::set);
        return Manifests.parse(template.call());
    }

    Manifests render(Map<String, ?> values) {
        return render(NEWEST_KUBERNETES, values);
    }

    Manifests render() {
        return render(Map.of());
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
