/**
 * Pub/Sub in small: {@link dev.sallyport.local.pubsub.PubSub} holds the topics and subscriptions and gives the gRPC
 * services that Google's clients speak to; {@link dev.sallyport.local.pubsub.DeliveryFaults} disturbs deliveries.
 */
package dev.sallyport.local.pubsub;
