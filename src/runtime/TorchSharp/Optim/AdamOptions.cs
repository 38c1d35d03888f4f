namespace TorchSharp.Modules;

/// <summary>The numbers of a group of Adam's or AdamW's.</summary>
internal sealed class AdamOptions
{
    /// <summary>How much of the means of gradients and of their squares is kept.</summary>
    public (double First, double Second) Betas { get; set; }

    public double Epsilon { get; set; }

    public double WeightDecay { get; set; }

    public bool Amsgrad { get; set; }

    public bool Maximize { get; set; }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Betas.First);
        writer.Write(Betas.Second);
        writer.Write(Epsilon);
        writer.Write(WeightDecay);
        writer.Write(Amsgrad);
        writer.Write(Maximize);
    }

    public void Read(BinaryReader reader)
    {
        Betas = (reader.ReadDouble(), reader.ReadDouble());
        Epsilon = reader.ReadDouble();
        WeightDecay = reader.ReadDouble();
        Amsgrad = reader.ReadBoolean();
        Maximize = reader.ReadBoolean();
    }
}
