/**
 * Cloud Firestore in small, over gRPC: {@link dev.sallyport.local.firestore.Firestore} is the way in. Its
 * {@code services()} go on any gRPC server; Google's client libraries reach them through their emulator setting.
 */
package dev.sallyport.local.firestore;
