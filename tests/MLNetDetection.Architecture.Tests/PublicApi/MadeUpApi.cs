namespace MLNetDetection.Architecture.Tests.PublicApi;

/// <summary>Members of each kind, to be described.</summary>
public abstract class MadeUpApi : IDisposable
{
    public const int Limit = 3;

    public int Size { get; init; }

    internal int Hidden { get; set; }

    public static T Pick<T>(params T[] items) => items[0];

    public void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => $"{Size}, {Hidden}";

    protected abstract float[] Read(out int count, string name = "x");
}
