namespace MLNetDetection.TestKit;

/// <summary>A test that needs a part of the shared folder, and is reported as skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string part) => Skip = SharedFolder.Missing(part);
}
