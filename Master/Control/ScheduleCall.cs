using System.Text;
using Google.Protobuf;
using Salt.Master.Schedules;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that shows the master's own schedule.</summary>
internal sealed class ScheduleCall(MasterSchedule schedule, MasterScheduleOptions options)
{
    private const int MostTimes = 1000;

    /// <exception cref="SaltException">BadRequest: too many times.</exception>
    public ShowScheduleReply Show(ShowScheduleRequest request)
    {
        if (request.Times > MostTimes) throw new SaltException(Failure.BadRequest, $"times is {request.Times}; it can be 1 to {MostTimes}");
        var name = request.Entry.Length > 0 ? ControlEdge.Name("entry", request.Entry) : null;
        var shown = request.Times == 0 ? schedule.Describe(name) : schedule.Next(name, (int)request.Times);
        return new ShowScheduleReply
        {
            Master = options.Issuer,
            Schedule = ByteString.CopyFrom(shown.ToJsonString(), Encoding.UTF8),
        };
    }
}
