/** The Organization Policy API: {@link dev.sallyport.local.orgpolicy.OrganizationPolicyService}. */
package dev.sallyport.local.orgpolicy;
