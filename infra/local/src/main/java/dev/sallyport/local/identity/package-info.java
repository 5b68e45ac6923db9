/**
 * Who there is, and who signs for service accounts: {@link dev.sallyport.local.identity.LocalAccounts} has the accounts,
 * {@link dev.sallyport.local.identity.IamCredentials} is the IAM Service Account Credentials API.
 */
package dev.sallyport.local.identity;
