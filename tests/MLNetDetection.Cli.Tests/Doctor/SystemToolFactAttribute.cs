namespace MLNetDetection.Cli.Tests.Doctor;

/// <summary>
/// A test that changes the native library in a copy of the tool, and is reported as skipped where that is not ours: a package's library is
/// listed in the tool's manifest, and without it .NET's host ends before the tool begins.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemToolFactAttribute : FactAttribute
{
    public SystemToolFactAttribute()
    {
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, ToolFolder.BridgeName)))
        {
            Skip = $"{ToolFolder.BridgeName} does not lie beside the tool";
        }
    }
}
