package dev.sallyport.local.internet.balancer;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.QueryParams;

/**
 * A request as URL maps look at it.
 *
 * @param host lower case, no port
 * @param path without the query
 */
record RoutedRequest(String host, String path, HttpHeaders headers, QueryParams query) {
    static RoutedRequest of(String host, String path) {
        return new RoutedRequest(host, path, HttpHeaders.of(), QueryParams.of());
    }
}
