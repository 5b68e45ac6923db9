variable "project" {
  description = "Id of the project that deployments are to be in."
  type        = string
}

variable "members" {
  description = "Each function's service account as a principal, by the function's name: the output members of Sallyport's project."
  type        = map(string)
}

variable "permissions" {
  description = "What each function may do with the project's resources: the output target_permissions."
  type        = map(list(string))
}

variable "on_accounts" {
  description = "What each function may do with service_accounts: the output account_permissions."
  type        = map(list(string))
}

variable "on_secrets" {
  description = "What each function may do with secrets: the output permissions_on_target_secrets."
  type        = map(list(string))
}

variable "service_accounts" {
  description = "Addresses of the service accounts that VMs run as, and of the one that a request's proof signs in as."
  type        = list(string)
  default     = []
}

variable "secrets" {
  description = "Ids of the project's secrets that requests name for their own OAuth clients."
  type        = list(string)
  default     = []
}

variable "audit_topics" {
  description = "Topics that entries of Cloud Logging are sent to, by name: the output audit_topics."
  type        = map(object({ topic = string, filter = string }))
  default     = {}
}
