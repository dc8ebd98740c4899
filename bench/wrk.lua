-- Prints one line of JSON behind wrk's own report: exact counts, and the whole
-- latency curve in milliseconds. It has no request() or response(), which would
-- be called for every request and slow wrk down.
done = function(summary, latency, requests)
  local points = {}
  for i, p in ipairs({ 0.001, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99 }) do
    points[i] = string.format('{"percentile":%g,"ms":%g}', p, latency:percentile(p) / 1000)
  end
  points[#points + 1] = string.format('{"percentile":100,"ms":%g}', latency.max / 1000)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%g,"curve":[%s],"status":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d}\n',
    summary.requests, summary.duration / 1e6, table.concat(points, ","),
    errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
