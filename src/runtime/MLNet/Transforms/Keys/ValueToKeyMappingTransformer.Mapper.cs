using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed partial class ValueToKeyMappingTransformer
{
    private sealed class Mapper : OneToOneMapperBase
    {
        private readonly ValueToKeyMappingTransformer _parent;

        public Mapper(ValueToKeyMappingTransformer parent, DataViewSchema inputSchema)
            : base(parent.Host.Register(nameof(Mapper)), parent, inputSchema)
        {
            _parent = parent;
            for (int i = 0; i < parent.ColumnPairs.Length; i++)
            {
                var type = parent.Check(inputSchema, parent.ColumnPairs[i].inputColumnName).GetItemType();
                var learned = parent._dictionaries[i].ItemType;
                if (!type.Equals(learned))
                {
                    throw Host.Except($"Could not apply a map over type '{learned}' to column "
                        + $"'{parent.ColumnPairs[i].outputColumnName}' since it has type '{type}'");
                }
            }
        }

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => Enumerable.Range(0, _parent.ColumnPairs.Length).Select(OutputColumn).ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            var source = input.Schema[ColMapNewToOld[iinfo]];
            string output = _parent.ColumnPairs[iinfo].outputColumnName;
            return _parent._dictionaries[iinfo].MakeGetter(input, source, size => Host.Except(
                $"Column '{output}': TermTransform expects {source.Type.GetVectorSize()} slots, but got {size}"));
        }

        private DataViewSchema.DetachedColumn OutputColumn(int i)
        {
            var source = InputSchema[ColMapNewToOld[i]];
            var dictionary = _parent._dictionaries[i];
            DataViewType type = source.Type is VectorDataViewType vector
                ? new VectorDataViewType(dictionary.KeyType, vector.Dimensions)
                : dictionary.KeyType;
            var annotations = new DataViewSchema.Annotations.Builder();
            if (dictionary.ItemType is KeyDataViewType)
            {
                dictionary.AddKeyValues(annotations, _parent._valuesAsText[i], source);
            }
            else
            {
                dictionary.AddKeyValues(annotations, _parent._valuesAsText[i]);
            }
            annotations.Add(source.Annotations, name => name == AnnotationUtils.Kinds.SlotNames);
            return new DataViewSchema.DetachedColumn(_parent.ColumnPairs[i].outputColumnName, type, annotations.ToAnnotations());
        }
    }
}
