// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Reads and writes keys of the Redis Cluster, under a prefix of their own, so that nothing else in there is touched. Keys
 * end after a day.
 */
@Controller("/kv")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "keys")
class KeyValueController {

    private static final String PREFIX = "kv:";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int LONGEST_VALUE = 4_096;
    private static final long SECONDS_TO_LIVE = 86_400;

    private final RedisLink redis;
    private final ClusterWatch cluster;

    KeyValueController(RedisLink redis, ClusterWatch cluster) {
        this.redis = redis;
        this.cluster = cluster;
    }

    /**
     * A key and what it holds, as JSON.
     *
     * @param key the key
     * @param value the value; null where there is none
     * @param slot its hash slot
     */
    @Serdeable.Serializable
    record KeyValue(String key, @Nullable String value, int slot) {}

    /**
     * Why a key could not be used, as JSON.
     *
     * @param reason what was asked, what came back and what to do
     * @param slot the key's hash slot; null if the key is not valid
     */
    @Serdeable.Serializable
    record KeyProblem(String reason, @Nullable Integer slot) {}

    /** The value of a key; 404 if it has none, 503 while its slot is down. */
    @Get("/{key}")
    @Operation(summary = "Reads a key")
    @ApiResponse(responseCode = "404", description = "there is no such key")
    @ApiResponse(responseCode = "503", description = "the key's hash slot is down; the answer says whose it is")
    HttpResponse<?> get(String key) {
        return withKey(key, slot -> {
            String value = redis.call(client -> client.get(PREFIX + key));
            return value == null
                    ? problem(HttpStatus.NOT_FOUND, "there is no key of this name", slot)
                    : HttpResponse.ok(new KeyValue(key, value, slot));
        });
    }

    /** Sets a key to the text of the request; 413 if that is too long, 503 while its slot is down. */
    @Put(value = "/{key}", consumes = MediaType.TEXT_PLAIN)
    @Operation(summary = "Writes a key; at most 4,096 bytes of text, kept for a day")
    @ApiResponse(responseCode = "413", description = "the value is too long")
    @ApiResponse(responseCode = "503", description = "the key's hash slot is down; whether it was written is not known")
    HttpResponse<?> put(String key, @Nullable @Body String value) {
        String text = value == null ? "" : value;
        return withKey(key, slot -> {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_VALUE) {
                return problem(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        "the value has " + length + " bytes and may have " + LONGEST_VALUE,
                        slot);
            }
            redis.call(client ->
                    client.set(PREFIX + key, text, SetParams.setParams().ex(SECONDS_TO_LIVE)));
            return HttpResponse.ok(new KeyValue(key, text, slot));
        });
    }

    /** Removes a key; 404 if there was none, 503 while its slot is down. */
    @Delete(value = "/{key}", consumes = MediaType.ALL)
    @Operation(summary = "Removes a key")
    @ApiResponse(responseCode = "404", description = "there is no such key")
    @ApiResponse(responseCode = "503", description = "the key's hash slot is down; whether it was removed is not known")
    HttpResponse<?> delete(String key) {
        return withKey(key, slot -> {
            long removed = redis.call((Function<RedisClusterClient, Long>) client -> client.del(PREFIX + key));
            return removed == 0
                    ? problem(HttpStatus.NOT_FOUND, "there is no key of this name", slot)
                    : HttpResponse.ok(new KeyValue(key, null, slot));
        });
    }

    private HttpResponse<?> withKey(String key, Function<Integer, MutableHttpResponse<?>> use) {
        if (!KEY.matcher(key).matches()) {
            return problem(HttpStatus.BAD_REQUEST, "a key is 1 to 128 of A-Z, a-z, 0-9, dot, colon, dash and _", null);
        }
        int slot = JedisClusterCRC16.getSlot(PREFIX + key);
        try {
            return use.apply(slot).header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (RedisUnavailableException notYet) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(notYet.getMessage()), slot);
        } catch (JedisDataException refused) {
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Redis answered \"" + refused.getMessage() + "\"; " + cluster.slotInWords(slot) + "; try again",
                    slot);
        } catch (JedisException failed) {
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE, "no answer; " + cluster.slotInWords(slot) + "; try again", slot);
        }
    }

    private static MutableHttpResponse<?> problem(HttpStatus status, String reason, @Nullable Integer slot) {
        MutableHttpResponse<?> response = HttpResponse.status(status).body(new KeyProblem(reason, slot));
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
