using ConfigSync.Controller.Bench;

if (args is not [var controller])
{
    Console.Error.WriteLine("usage: bench-controller <ahead-of-time config-sync-controller>");
    return 2;
}

var rows = new List<Row>();
rows.AddRange(await LatencyBench.RunAsync(controller));
rows.AddRange(await RateBench.RunAsync(controller));
rows.AddRange(await MemoryBench.RunAsync(controller));

Console.WriteLine($"{"what",-62} {"measured",14} {"goal",14}");
foreach (var row in rows)
{
    Console.WriteLine($"{row.What,-62} {row.Measured,14} {row.Goal,14}{(row.IsMet ? "" : "  missed")}");
}

return rows.TrueForAll(row => row.IsMet) ? 0 : 1;
