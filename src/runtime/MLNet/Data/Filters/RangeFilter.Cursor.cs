using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal sealed partial class RangeFilter
{
    private sealed class Cursor<T> : LinkedRootCursorBase
    {
        private readonly RangeFilter _parent;
        private readonly ValueGetter<T> _source;
        private readonly ValueGetter<T> _getter;
        private readonly ulong _keys;
        private T _value = default!;

        public Cursor(RangeFilter parent, DataViewRowCursor input, bool[] active)
            : base(parent._host, input, parent.Schema, active)
        {
            _parent = parent;
            _keys = parent._column.Type.GetKeyCount();
            _source = input.GetGetter<T>(parent._column);
            _getter = (ref T value) =>
            {
                CheckGood();
                value = _value;
            };
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            return column.Index == _parent._column.Index
                ? RowCursorUtils.Typed<TValue>(Ch, _getter)
                : Input.GetGetter<TValue>(column);
        }

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                _source(ref _value);
                if (Accept())
                {
                    return true;
                }
            }
            return false;
        }

        private bool Accept()
        {
            if (_keys == 0)
            {
                return _parent._range.Contains(Convert.ToDouble(_value));
            }
            ulong key = Convert.ToUInt64(_value);
            return key != 0 && key <= _keys && _parent._range.Contains(((uint)key - 0.5) / _keys);
        }
    }
}
