namespace MLNetDetection.Cli;

/// <summary>The arguments are at fault, in a way that only the command itself sees.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
