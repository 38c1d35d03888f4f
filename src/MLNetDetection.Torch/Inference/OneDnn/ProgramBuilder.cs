using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>
/// Turns a plan into primitives. Maps lie channels last; between convolutions that Winograd's algorithm computes (Lavin and Gray 2016) they lie
/// in the form that it wants. Weights are packed here, once.
/// </summary>
internal sealed unsafe partial class ProgramBuilder
{
    // Winograd's weights take four times the room and save 9 of 16 multiplications or more: worth it where a weight is used this often.
    private const int WinogradCells = 1024;

    private readonly PreparedPlan _plan;
    private readonly nint _engine;
    private readonly int _type;
    private readonly Primitives _primitives;
    private readonly List<Operation> _operations = [];
    private readonly List<Slot> _slots = [];
    private readonly Dictionary<int, List<Slot>> _values = [];
    private readonly Dictionary<int, HeadRows> _rows;
    private long _scratchBytes;

    private ProgramBuilder(PreparedPlan plan, nint engine, int type)
    {
        (_plan, _engine, _type, _primitives) = (plan, engine, type, new Primitives(engine));
        _rows = plan.Rows.ToDictionary(rows => rows.Value);
    }

    /// <exception cref="NotSupportedException">oneDNN has no code for a part of it here.</exception>
    public static Program Build(PreparedPlan plan, nint engine, int type)
    {
        var builder = new ProgramBuilder(plan, engine, type);
        try
        {
            builder._values[0] = [builder.Kept(new Slot(Layout.ChannelsLast(plan.Input, Dnnl.Float32)) { Place = SlotPlace.Input })];
            foreach (PreparedStep step in plan.Steps)
            {
                builder.Add(step);
            }

            foreach (HeadRows rows in plan.Rows)
            {
                builder.Place(rows);
            }

            return builder.Finished();
        }
        catch
        {
            builder.Finished().Dispose();
            throw;
        }
    }

    private void Add(PreparedStep step)
    {
        switch (step)
        {
            case ConvolutionStep convolution:
                Convolve(convolution);
                break;
            case MaxPoolStep pool:
                Pool(pool);
                break;
            case AveragePoolStep average:
                Average(average);
                break;
            case ChannelScaleStep scale:
                Scale(scale);
                break;
            case UnitNormStep norm:
                Slot source = Value(norm.Input, Layout.ChannelsLast(norm.Shape, Dnnl.Float32));
                Slot target = Made(norm.Output, Layout.ChannelsLast(norm.Shape, Dnnl.Float32));
                _operations.Add(new Operation(0, [(Dnnl.Source, source), (Dnnl.Target, target)], new UnitNorm(norm.ReadWeight())));
                break;
            default:
                throw new NotSupportedException($"No primitive for {step.GetType().Name}.");
        }
    }

    private void Pool(MaxPoolStep step)
    {
        Slot source = _values[step.Input][0];
        MapShape from = Shape(step.Input), to = step.Shape;
        (int, int) after = (
            (to.Height - 1) * step.Stride + step.Kernel - from.Height - step.Padding, (to.Width - 1) * step.Stride + step.Kernel - from.Width - step.Padding);
        Layout any = Layout.Tagged(source.Layout.Type, Dnnl.Any, 1, to.Channels, to.Height, to.Width);
        nint description = Needed(
            _primitives.Pool(Dnnl.MaxPool, source.Layout, any, (step.Kernel, step.Kernel), step.Stride, step.Padding, after), step);
        Slot target = Made(step.Output, Layout.Of(description, Dnnl.TargetLayout, source.Layout.Type));
        Emit(description, (Dnnl.Source, source), (Dnnl.Target, target));
    }

    private void Average(AveragePoolStep step)
    {
        MapShape from = Shape(step.Input);
        Slot source = Value(step.Input, Layout.ChannelsLast(from, _type)), target = Made(step.Output, Layout.ChannelsLast(step.Shape, _type));
        Emit(
            Needed(_primitives.Pool(Dnnl.AveragePool, source.Layout, target.Layout, (from.Height, from.Width), 1, 0, (0, 0)), step),
            (Dnnl.Source, source), (Dnnl.Target, target));
    }

    private void Scale(ChannelScaleStep step)
    {
        Slot map = Value(step.Input, Layout.ChannelsLast(step.Shape, _type));
        Slot share = Value(step.Share, Layout.ChannelsLast(new MapShape(step.Shape.Channels, 1, 1), _type));
        Slot target = Made(step.Output, map.Layout);
        Emit(
            Needed(_primitives.Multiply(map.Layout, share.Layout, target.Layout), step),
            (Dnnl.Source, map), (Dnnl.SecondSource, share), (Dnnl.Target, target));
    }

    // Rows of cells that hold their shapes are the map as it lies; where shapes come first, they change places with the cells.
    private void Place(HeadRows rows)
    {
        (int channels, int height, int width) = (rows.Shape.Channels, rows.Shape.Height, rows.Shape.Width);
        long columns = rows.Columns, anchors = rows.AnchorsPerCell;
        if (_plan.Order == AnchorOrder.CellThenShape)
        {
            if (_values[rows.Value][0].Place == SlotPlace.Arena)
            {
                Move(_values[rows.Value][0], Result(rows, Layout.ChannelsLast(rows.Shape, Dnnl.Float32)));
            }

            return;
        }

        Slot map = Value(rows.Value, Layout.ChannelsLast(rows.Shape, Dnnl.Float32));
        long[] sides = [1, columns, anchors, height, width];
        Slot split = Kept(map.Seen(Layout.Strided(Dnnl.Float32, sides, [rows.Shape.Count, anchors, 1, (long)width * channels, channels])));
        Move(split, Result(rows, Layout.Strided(Dnnl.Float32, sides, [rows.Shape.Count, 1, height * width * columns, width * columns, columns])));
    }

    private Slot Result(HeadRows rows, Layout layout) => Kept(new Slot(layout)
    {
        Place = rows.Scores ? SlotPlace.Logits : SlotPlace.Deltas,
        Offset = (long)rows.FirstAnchor * rows.Columns * sizeof(float),
    });

    private MapShape Shape(int value) => value == 0 ? _plan.Input : _plan.Steps.First(step => step.Output == value).Shape;

    /// <summary>A value in a layout of choice.</summary>
    private Slot Value(int value, Layout layout)
    {
        List<Slot> known = _values[value];
        if (known.Find(slot => slot.Layout.Is(layout)) is { } there)
        {
            return there;
        }

        Slot moved = Kept(new Slot(layout));
        Move(known[0], moved);
        known.Add(moved);
        return moved;
    }

    private Slot Made(int value, Layout layout) => Made(value, new Slot(layout));

    private Slot Made(int value, Slot slot)
    {
        _values[value] = [Kept(slot)];
        return slot;
    }

    private Slot Kept(Slot slot)
    {
        slot.Index = _slots.Count;
        _slots.Add(slot);
        return slot;
    }

    private void Move(Slot source, Slot target) => Emit(
        _primitives.Reorder(source.Layout, target.Layout) ?? throw new NotSupportedException("oneDNN cannot lay a map as the next step wants it."),
        (Dnnl.Source, source), (Dnnl.Target, target));

    private static nint Needed(nint? description, PreparedStep step) =>
        description ?? throw new NotSupportedException($"oneDNN has no code for {step.GetType().Name} of {step.Shape}.");

    // Takes the description over.
    private void Emit(nint description, params ReadOnlySpan<(int Name, Slot Slot)> arguments)
    {
        Layout scratch = Layout.Of(description, Dnnl.ScratchLayout, Dnnl.Float32);
        int status = Dnnl.dnnl_primitive_create(out nint primitive, description);
        _ = Dnnl.dnnl_primitive_desc_destroy(description);
        Dnnl.Check(status, "a primitive");
        var all = new List<(int, Slot)>(arguments.ToArray());
        if (scratch.Bytes > 0)
        {
            all.Add((Dnnl.Scratch, Kept(new Slot(scratch) { Place = SlotPlace.Scratch })));
            _scratchBytes = Math.Max(_scratchBytes, scratch.Bytes);
        }

        _operations.Add(new Operation(primitive, all));
    }

    private Program Finished() => new(_engine, _operations, _slots, ArenaPlan.Assign(_operations), _scratchBytes);
}
