/**
 * Who may reach whom: addresses, links, VMs as the network sees them, and the firewall's computation, which is
 * {@link dev.sallyport.local.internet.network.FirewallRules}.
 */
package dev.sallyport.local.internet.network;
