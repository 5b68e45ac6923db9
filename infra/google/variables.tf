variable "project" {
  description = "Id of the project that Sallyport itself runs in: its functions, topics and database."
  type        = string
}

variable "region" {
  description = "Where the functions run."
  type        = string
}

variable "firestore_location" {
  description = "Where the database is: a region, or a multi-region such as nam5. It can never be changed."
  type        = string
  default     = null
}

variable "packages" {
  description = "Folder with a package for each deployable, NAME.zip, as deploy.sh makes them."
  type        = string
  default     = "../../target/packages"
}

variable "runtime" {
  description = "Java runtime of the functions."
  type        = string
  default     = "java25"
}

variable "target_projects" {
  description = "Projects that deployments may be in, by id, and what of them the functions may use."
  type = map(object({
    service_accounts = optional(list(string), [])
    secrets          = optional(list(string), [])
  }))
  default = {}
}

variable "settings" {
  description = "Settings of the functions by the name of their environment variable, such as SALLYPORT_GUARDRAILS."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.settings) : can(regex("^SALLYPORT_[A-Z_]+$", name))])
    error_message = "A setting is named SALLYPORT_..., as docs/operations.md lists them."
  }
}

variable "secrets" {
  description = "Ids of secrets in Secret Manager by the environment variable that names them. The values are put in by hand."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.secrets) : can(regex("^[A-Za-z0-9_-]{1,255}$", id))])
    error_message = "A secret is named by its id alone: 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "max_instances" {
  description = "Most instances of a function, by its name, where the list's number is not right."
  type        = map(number)
  default     = {}
}

variable "min_instances" {
  description = "Instances of a function that are kept warm, by its name: {slack = 1} keeps Slack from waiting for a start."
  type        = map(number)
  default     = {}
}

variable "notification_channels" {
  description = "Names of the notification channels of Cloud Monitoring that alerts go to."
  type        = list(string)
  default     = []
}

variable "recheck_overdue" {
  description = "After what time without a run a scheduled function counts as overdue, by its name, where two hours are not right."
  type        = map(string)
  default     = {}
}

variable "deletion_protection" {
  description = "Keeps the database and the buckets from being deleted."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of everything that can have any, besides app=sallyport."
  type        = map(string)
  default     = {}
}
