/** Functions to host in tests; loaded apart from the tests, they see nothing of the local cloud. */
package dev.sallyport.local.functions.sample;
