/** The Secret Manager API: {@link dev.sallyport.local.secretmanager.SecretManager}. */
package dev.sallyport.local.secretmanager;
