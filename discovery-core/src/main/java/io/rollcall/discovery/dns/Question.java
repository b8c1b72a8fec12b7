// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What is asked. Names are absolute, so that one question is one query and the search list stays out of it.
 *
 * @param name the absolute name
 * @param type the record type, a constant of {@link Type}
 */
record Question(Name name, int type) {

    @Override
    public String toString() {
        return Type.string(type) + " " + name;
    }
}
