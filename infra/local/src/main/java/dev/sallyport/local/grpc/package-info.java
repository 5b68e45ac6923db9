/** What the gRPC services share: {@link dev.sallyport.local.grpc.Unary} answers a call. */
package dev.sallyport.local.grpc;
