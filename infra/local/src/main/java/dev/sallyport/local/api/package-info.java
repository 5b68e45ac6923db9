/**
 * Google's REST conventions over services described by protobuf: {@link dev.sallyport.local.api.RestRouter} serves the
 * routes of service descriptors, {@link dev.sallyport.local.api.GrpcBackend} answers them by gRPC services, and
 * {@link dev.sallyport.local.api.ApiException} is what a service throws to refuse.
 */
package dev.sallyport.local.api;
