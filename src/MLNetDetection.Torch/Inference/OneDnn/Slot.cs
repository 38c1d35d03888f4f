namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>Numbers that primitives read or write.</summary>
/// <param name="layout">How they lie.</param>
internal sealed class Slot(Layout layout)
{
    public Layout Layout => layout;

    /// <summary>Where they lie.</summary>
    public SlotPlace Place { get; init; }

    /// <summary>A constant's numbers.</summary>
    public NativeBlock? Constant { get; init; }

    /// <summary>The slot whose memory this one shows in another layout, or itself.</summary>
    public Slot Owner => _owner ?? this;

    /// <summary>Bytes from where its place begins.</summary>
    public long Offset { get; set; }

    /// <summary>First and last primitive that uses it.</summary>
    public int First { get; set; } = -1;

    public int Last { get; set; } = -1;

    /// <summary>Its number in a session.</summary>
    public int Index { get; set; }

    private Slot? _owner;

    /// <summary>The same memory in another layout.</summary>
    public Slot Seen(Layout other) => new(other) { Place = Place, _owner = Owner };
}
