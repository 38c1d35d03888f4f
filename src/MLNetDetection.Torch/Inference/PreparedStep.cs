namespace MLNetDetection.Torch.Inference;

/// <summary>A step of a prepared network; values are numbered, the input is 0.</summary>
/// <param name="input">The value it reads.</param>
/// <param name="output">The value it gives.</param>
/// <param name="shape">Of the output.</param>
internal abstract class PreparedStep(int input, int output, MapShape shape)
{
    public int Input => input;

    public int Output => output;

    public MapShape Shape => shape;
}
