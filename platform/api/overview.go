package api

import "time"

// overviewEvery is how often figures are sampled; telling them more often would
// tell nothing new.
const overviewEvery = 2 * time.Second

// Overview is how all apps are at one time: the data of the events of type
// "apps" among those of GET /api/events?apps=1.
type Overview struct {
	Time  time.Time `json:"time"`
	Apps  []App     `json:"apps"`
	Stats Stats     `json:"stats"`
}

func (h *Handler) overview(c *call) Overview {
	return Overview{Time: time.Now(), Apps: h.apps(c), Stats: h.sums()}
}
