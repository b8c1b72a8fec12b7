// SPDX-License-Identifier: Apache-2.0
/** A gRPC channel to real servers. */
@NullMarked
package io.rollcall.discovery.grpc;

import org.jspecify.annotations.NullMarked;
