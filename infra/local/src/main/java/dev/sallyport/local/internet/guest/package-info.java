/** What runs inside VMs: {@link dev.sallyport.local.internet.guest.Guests} boots them and says where they listen. */
package dev.sallyport.local.internet.guest;
