variable "file" {
  description = "Path of the list of functions."
  type        = string
}
