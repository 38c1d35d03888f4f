namespace MLNetDetection.TestKit;

/// <summary>A test that needs a part of the shared folder, and is reported as skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string part)
    {
        string? shared = SharedFolder.Find();
        if (shared is null || !Path.Exists(Path.Combine(shared, part)))
        {
            Skip = $"../shared/{part} is not on this machine (MLNETDETECTION_SHARED names another place).";
        }
    }
}
