using MLNetDetection.Torch.Anchors;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <content>Convolutions: which algorithm, which layouts.</content>
internal sealed unsafe partial class ProgramBuilder
{
    private void Convolve(ConvolutionStep step)
    {
        // From the picture itself oneDNN gives the form that Winograd's algorithm wants; from channels last it does not.
        if (!(IsForWinograd(step) && TryWinograd(step))
            && !(step.Input == 0 && FeedsWinograd(step.Output) && TryDirect(step, Plain(_plan.Input), Blocked(step.Shape))))
        {
            bool isHead = _rows.TryGetValue(step.Output, out HeadRows? rows);
            Layout target = Layout.ChannelsLast(step.Shape, isHead ? Dnnl.Float32 : _type);
            Slot? place = isHead && _plan.Order == AnchorOrder.CellThenShape ? Result(rows!, target) : null;
            if (!TryDirect(step, Layout.ChannelsLast(Shape(step.Input), _type), target, place))
            {
                throw new NotSupportedException($"oneDNN has no code for a convolution of {step.InputChannels} channels to {step.Shape}.");
            }
        }
    }

    private bool IsForWinograd(ConvolutionStep step) =>
        _type == Dnnl.Float32 && step is { Kernel: 3, Stride: 1, Dilation: 1, Padding: 1, Groups: 1, Added: null, Activation: PreparedActivation.None or PreparedActivation.Relu }
        && step.InputChannels >= 16 && step.Shape.Cells >= WinogradCells;

    private bool FeedsWinograd(int value) => _type == Dnnl.Float32 && _plan.Steps.Any(step => step.Input == value
        && (step is MaxPoolStep ? FeedsWinograd(step.Output) : step is ConvolutionStep convolution && IsForWinograd(convolution)));

    private static Layout Plain(MapShape shape) => Layout.Tagged(Dnnl.Float32, Dnnl.Nchw, 1, shape.Channels, shape.Height, shape.Width);

    private static Layout Blocked(MapShape shape) => Layout.Tagged(Dnnl.Float32, Dnnl.Nchw16c, 1, shape.Channels, shape.Height, shape.Width);

    private bool TryWinograd(ConvolutionStep step)
    {
        MapShape from = Shape(step.Input);
        Layout source = Layout.Tagged(_type, Dnnl.Any, 1, from.Channels, from.Height, from.Width);
        Layout target = Layout.Tagged(_type, Dnnl.Any, 1, step.Shape.Channels, step.Shape.Height, step.Shape.Width);
        if (_primitives.Convolution(step, Dnnl.Winograd, source, AnyWeights(step), Bias(step), target, null) is not { } description)
        {
            return false;
        }

        Slot input = Value(step.Input, Layout.Of(description, Dnnl.SourceLayout, _type));
        Finish(step, description, input, Made(step.Output, Layout.Of(description, Dnnl.TargetLayout, _type)), null);
        return true;
    }

    private bool TryDirect(ConvolutionStep step, Layout source, Layout target, Slot? place = null)
    {
        if (_primitives.Convolution(step, Dnnl.Direct, source, AnyWeights(step), Bias(step), target, step.Added is null ? null : target) is not { } description)
        {
            return false;
        }

        Slot input = Value(step.Input, source);
        Slot? added = step.Added is { } other ? Value(other, target) : null;
        Finish(step, description, input, place is null ? Made(step.Output, target) : place, added);
        _values[step.Output] = [place ?? _values[step.Output][0]];
        return true;
    }

    private void Finish(ConvolutionStep step, nint description, Slot input, Slot output, Slot? added)
    {
        Slot weights = Packed(step, Layout.Of(description, Dnnl.WeightLayout, _type));
        Slot bias = Kept(new Slot(Bias(step)) { Place = SlotPlace.Constant, Constant = NativeBlock.Of(step.ReadBias()) });
        ReadOnlySpan<(int, Slot)> arguments = [(Dnnl.Source, input), (Dnnl.Weights, weights), (Dnnl.Bias, bias), (Dnnl.Target, output)];
        if (added is null)
        {
            Emit(description, arguments);
        }
        else
        {
            Emit(description, [.. arguments, (Dnnl.AddedSource, added)]);
        }
    }

    private Slot Packed(ConvolutionStep step, Layout layout)
    {
        Layout plain = Weights(step, Dnnl.Float32, step.Groups == 1 ? Dnnl.Oihw : Dnnl.Goihw);
        using NativeBlock numbers = NativeBlock.Of(step.ReadWeight());
        var block = new NativeBlock(layout.Bytes);
        Slot packed = Kept(new Slot(layout) { Place = SlotPlace.Constant, Constant = block });
        nint description = _primitives.Reorder(plain, layout) ?? throw new NotSupportedException("oneDNN cannot pack a convolution's weights.");
        try
        {
            Once.Run(_engine, description, (Dnnl.Source, plain, numbers), (Dnnl.Target, layout, block));
        }
        finally
        {
            _ = Dnnl.dnnl_primitive_desc_destroy(description);
        }

        return packed;
    }

    private Layout AnyWeights(ConvolutionStep step) => Weights(step, _type, Dnnl.Any);

    private static Layout Weights(ConvolutionStep step, int type, int tag)
    {
        long outputs = step.Shape.Channels, inputs = step.InputChannels, groups = step.Groups;
        return groups == 1
            ? Layout.Tagged(type, tag, outputs, inputs, step.Kernel, step.Kernel)
            : Layout.Tagged(type, tag, groups, outputs / groups, inputs / groups, step.Kernel, step.Kernel);
    }

    private static Layout Bias(ConvolutionStep step) => Layout.Tagged(Dnnl.Float32, Dnnl.Vector, step.Shape.Channels);
}
