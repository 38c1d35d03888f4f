namespace MLNetDetection.TestKit;

/// <summary>A test that needs a <see cref="SmallDisk"/>, and is reported as skipped where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        using SmallDisk? disk = SmallDisk.TryMount(64);
        if (disk is null)
        {
            Skip = "mounts a tmpfs, which needs root on Linux";
        }
    }
}
