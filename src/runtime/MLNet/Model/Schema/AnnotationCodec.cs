namespace Microsoft.ML.Data.IO;

/// <summary>One annotation's value, a scalar or a vector, in a schema's file.</summary>
internal abstract class AnnotationCodec
{
    public static AnnotationCodec For(DataViewType type) => type is VectorDataViewType vector
        ? (AnnotationCodec)Activator.CreateInstance(typeof(VectorCodec<>).MakeGenericType(vector.ItemType.RawType), vector)!
        : (AnnotationCodec)Activator.CreateInstance(typeof(ScalarCodec<>).MakeGenericType(type.RawType), type)!;

    public abstract void Write(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind);

    public abstract void Read(BinaryReader reader, DataViewSchema.Annotations.Builder annotations, string kind);

    private sealed class ScalarCodec<T>(DataViewType type) : AnnotationCodec
    {
        public override void Write(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind)
        {
            T value = default!;
            annotations.GetValue(kind, ref value);
            ItemCodec<T>.For().Write(writer, new ReadOnlySpan<T>(in value));
        }

        public override void Read(BinaryReader reader, DataViewSchema.Annotations.Builder annotations, string kind)
        {
            T value = ItemCodec<T>.For().Read(reader, 1)[0];
            annotations.Add(kind, type, (ref T target) => target = value);
        }
    }

    // Here always one vector: the number of vectors; their common length, or 0 and each one's length; the number of stored
    // values of each, -1 where all are; the number of indices, the indices; the values.
    private sealed class VectorCodec<T>(VectorDataViewType type) : AnnotationCodec
    {
        public override void Write(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind)
        {
            VBuffer<T> value = default;
            annotations.GetValue(kind, ref value);
            writer.Write(1);
            writer.Write(value.Length);
            if (value.Length == 0)
            {
                writer.Write(0);
            }

            writer.Write(value.IsDense ? -1 : value.GetValues().Length);
            writer.Write(value.IsDense ? 0 : value.GetIndices().Length);
            if (!value.IsDense)
            {
                foreach (int index in value.GetIndices())
                {
                    writer.Write(index);
                }
            }

            ItemCodec<T>.For().Write(writer, value.GetValues());
        }

        public override void Read(BinaryReader reader, DataViewSchema.Annotations.Builder annotations, string kind)
        {
            int vectors = reader.ReadInt32();
            int length = reader.ReadInt32();
            length = length == 0 ? reader.ReadInt32() : length;
            int stored = reader.ReadInt32();
            int indexCount = reader.ReadInt32();
            bool dense = stored == -1;
            bool good = vectors == 1 && length >= 0 && (!type.IsKnownSize || type.Size == length)
                && (dense ? indexCount == 0 : stored >= 0 && stored <= length && indexCount == stored);
            Check(good);
            int[] indices = ItemCodec<int>.For().Read(reader, indexCount);
            for (int i = 0; i < indices.Length; i++)
            {
                Check(indices[i] > (i == 0 ? -1 : indices[i - 1]) && indices[i] < length);
            }

            T[] values = ItemCodec<T>.For().Read(reader, dense ? length : stored);
            var value = dense ? new VBuffer<T>(length, values) : new VBuffer<T>(length, stored, values, indices);
            annotations.Add(kind, type, (ref VBuffer<T> target) => value.CopyTo(ref target));
        }

        private static void Check(bool ok)
        {
            if (!ok)
            {
                throw new FormatException("The schema in the file is damaged: an annotation's vector does not fit together.");
            }
        }
    }
}
