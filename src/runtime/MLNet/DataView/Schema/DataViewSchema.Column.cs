using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>A column at its place in a schema.</summary>
    public struct Column
    {
        internal Column(string name, int index, bool isHidden, DataViewType type, Annotations? annotations)
        {
            if (string.IsNullOrEmpty(name))
            {
                throw new ArgumentNullException(nameof(name));
            }
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            Name = name;
            Index = index;
            IsHidden = isHidden;
            Type = type ?? throw new ArgumentNullException(nameof(type));
            Annotations = annotations ?? Annotations.Empty;
        }

        /// <summary>The name, never empty.</summary>
        public string Name { get; }

        /// <summary>The place in the schema, from 0.</summary>
        public int Index { get; }

        /// <summary>Whether a later column has the same name.</summary>
        public bool IsHidden { get; }

        /// <summary>The type of the values.</summary>
        public DataViewType Type { get; }

        /// <summary>What is known of the column besides its type.</summary>
        public Annotations Annotations { get; }

        /// <summary>Name and type, then the names of the annotations.</summary>
        public override string ToString()
        {
            var kinds = Annotations is null || Annotations.Schema.Count == 0
                ? ""
                : $" {{{string.Join(", ", Annotations.Schema.Select(a => a.Name))}}}";
            return $"{Name}: {Type}{kinds}";
        }
    }
}
