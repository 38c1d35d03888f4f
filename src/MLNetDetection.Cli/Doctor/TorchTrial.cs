namespace MLNetDetection.Cli.Doctor;

/// <summary>How a process that tried libtorch ended.</summary>
/// <param name="Answer">What it said; null where it did not get so far.</param>
/// <param name="Error">What .NET or the system's loader said; null where nothing failed.</param>
/// <param name="ExitCode">Of the process; over 128 it is 128 and a signal, null where it did not end in time.</param>
internal sealed record TorchTrial(TorchAnswer? Answer, string? Error, int? ExitCode);
