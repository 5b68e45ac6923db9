/**
 * External Application Load Balancers: {@link dev.sallyport.local.internet.balancer.FrontEnds} opens one listener per
 * forwarding rule; behind it a request finds its way by URL map to a backend service, through IAP if it is on, to a VM.
 */
package dev.sallyport.local.internet.balancer;
