namespace ConfigSync.Agent.Bench;

/// <summary>The measurements next to their limits.</summary>
internal sealed class Table
{
    private readonly List<(string What, double Measured, double Limit, string Unit)> _rows = [];

    /// <summary>True when everything is within its limit.</summary>
    public bool AllWithin => _rows.TrueForAll(static row => row.Measured < row.Limit);

    public void Add(string what, double measured, double limit, string unit) => _rows.Add((what, measured, limit, unit));

    public void Print()
    {
        Console.WriteLine($"{"agent",-44} {"measured",12} {"limit",10}");
        foreach (var (what, measured, limit, unit) in _rows)
        {
            Console.WriteLine($"{what,-44} {measured,9:0.00} {unit,-2} {limit,7:0.##} {unit,-2} {(measured < limit ? "ok" : "OVER")}");
        }
    }
}
