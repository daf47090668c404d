using System.Globalization;
using System.Text;

namespace ConfigSync.Controller.Telemetry;

/// <summary>How long something takes, in seconds.</summary>
internal sealed class Histogram(string name, string help)
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[Bounds.Length];
    private double _sum;
    private long _count;

    public void Observe(TimeSpan time)
    {
        lock (_lock)
        {
            _sum += time.TotalSeconds;
            _count++;
            for (var i = Bounds.Length - 1; i >= 0 && time.TotalSeconds <= Bounds[i]; i--)
            {
                _buckets[i]++;
            }
        }
    }

    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} histogram\n");
            for (var i = 0; i < Bounds.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{Bounds[i]}\"}} {_buckets[i]}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"+Inf\"}} {_count}\n{name}_sum {_sum}\n{name}_count {_count}\n");
        }
    }
}
